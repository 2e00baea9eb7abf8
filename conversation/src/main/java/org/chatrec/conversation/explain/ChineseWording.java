package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.text.Characters;

/** Fields and values in Chinese; values are the catalogue's own. */
final class ChineseWording implements Wording {
  /** Fields of text, which have no role. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "title", "标题",
          "name", "名称",
          "overview", "简介",
          "description", "描述",
          "summary", "摘要",
          "plot", "剧情");

  /** Fields that many catalogues have and that have no role. */
  private static final Map<String, String> NAMES =
      Map.of(
          "material", "材质",
          "audience", "适用人群",
          "weight", "重量",
          "volume", "容量",
          "battery", "续航",
          "storage", "存储",
          "noise", "噪音",
          "persons", "人数",
          "waterproof", "防水",
          "wireless", "无线");

  private final Labels labels;

  ChineseWording(Labels labels) {
    this.labels = labels;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public String or() {
    return "或";
  }

  @Override
  public String label(String field) {
    return labels.of(field, "zh").orElseGet(() -> usual(field));
  }

  private static String usual(String field) {
    return switch (Wording.role(field)) {
      case YEAR -> "年份";
      case DURATION -> "时长";
      case PRICE -> "价格";
      case RATING -> "评分";
      case POPULARITY -> "热度";
      case DIRECTOR -> "导演";
      case CAST -> "演员";
      case AUTHOR -> "作者";
      case TAG -> "标签";
      case GENRE -> "类型";
      case LANGUAGE -> "语言";
      case COUNTRY -> "国家";
      case BRAND -> "品牌";
      case COLOUR -> "颜色";
      case SIZE -> "尺寸";
      case GENDER -> "性别";
      case AGE -> "年龄";
      case STOCK -> "库存";
      default ->
          NAMES.getOrDefault(Facts.label(field), TEXTS.getOrDefault(field, Facts.label(field)));
    };
  }

  @Override
  public String has(String field, String value, String said) {
    Optional<Boolean> flag = Wording.flag(value);
    if (flag.isPresent()) {
      return flag(field, flag.get());
    }
    return switch (about(field, value)) {
      case GENRE -> said;
      case DIRECTOR -> said + "执导";
      case CAST -> said + "主演";
      case YEAR -> Characters.isFigures(value, 4) ? said + "年" : label(field) + "为" + said;
      default -> label(field) + "为" + said;
    };
  }

  private String flag(String field, boolean value) {
    if (Wording.isStock(field)) {
      return value ? "有货" : "缺货";
    }
    return (value ? "" : "非") + label(field);
  }

  @Override
  public String filter(Filter filter) {
    String value = String.join(or(), Wording.values(filter));
    String name = label(filter.field());
    if (about(filter.field(), filter.values().getFirst()) == FieldRole.YEAR) {
      return switch (filter.op()) {
        case EQ, IN -> value + "年";
        case NOT -> "不是" + value + "年";
        case GT -> value + "年以后";
        case GTE -> value + "年起";
        case LT -> value + "年以前";
        case LTE -> "到" + value + "年为止";
      };
    }
    String bound = measured(filter.field(), filter.value());
    return switch (filter.op()) {
      case EQ, IN -> any(filter.field(), Wording.values(filter));
      case NOT ->
          Wording.flag(value).isPresent()
              ? flag(filter.field(), value.equals("false"))
              : Wording.isTitle(filter.field())
                  ? "名称不含“" + value + "”"
                  : name
                      + "不是"
                      + String.join(or(), measured(filter.field(), Wording.values(filter)));
      case GT -> name + "高于" + bound;
      case GTE -> name + "至少" + bound;
      case LT -> name + "低于" + bound;
      case LTE -> name + "不超过" + bound;
    };
  }

  @Override
  public String range(Filter low, Filter high) {
    String values = Facts.plain(low.value()) + "到" + measured(high.field(), high.value());
    return about(low.field(), low.value()) == FieldRole.YEAR
        ? values + "年"
        : label(low.field()) + values;
  }

  @Override
  public String sort(Sort sort) {
    boolean up = sort.order() == SortOrder.ASC;
    return switch (Wording.role(sort.field())) {
      case YEAR -> up ? "从旧到新" : "从新到旧";
      case DURATION -> up ? "从短到长" : "从长到短";
      default -> "按" + label(sort.field()) + (up ? "从低到高" : "从高到低");
    };
  }

  @Override
  public String list(List<String> words) {
    return String.join("、", words);
  }

  @Override
  public String comma() {
    return "，";
  }
}
