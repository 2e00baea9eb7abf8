package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.state.ShownItem;

/** Replies in Chinese. */
final class ChineseReplies implements ReplyTemplates {

  @Override
  public String understood(Plan plan, List<ShownItem> liked) {
    List<String> parts = new ArrayList<>();
    if (!liked.isEmpty()) {
      parts.add("与" + titles(liked) + "相似");
    }
    if (!plan.query().isEmpty()) {
      parts.add("关于“" + plan.query() + "”");
    }
    Ranges.join(
        plan.filters(),
        (low, high) -> parts.add(range(low, high)),
        single -> parts.add(filter(single)));
    plan.sort().forEach(s -> parts.add(sort(s)));
    return parts.isEmpty() ? "" : "正在为您查找：" + String.join("，", parts) + "。";
  }

  private static String range(Filter low, Filter high) {
    return Facts.label(low.field()) + Facts.plain(low.value()) + "到" + Facts.plain(high.value());
  }

  private static String filter(Filter filter) {
    String name = Facts.label(filter.field());
    String value = filter.values().stream().map(Facts::plain).collect(Collectors.joining("或"));
    return switch (filter.op()) {
      case EQ, IN -> name + "为" + value;
      case NOT -> name + "不含" + value;
      case GT -> name + "大于" + value;
      case GTE -> name + "不小于" + value;
      case LT -> name + "小于" + value;
      case LTE -> name + "不大于" + value;
    };
  }

  private static String sort(Sort sort) {
    return "按" + Facts.label(sort.field()) + (sort.order() == SortOrder.ASC ? "从低到高" : "从高到低");
  }

  @Override
  public String found(long found, int shown) {
    if (shown == 0) {
      return "没有找到符合要求的结果。";
    }
    return found > shown ? "共找到" + found + "个，这里是最好的" + shown + "个。" : "共找到" + found + "个。";
  }

  @Override
  public String relaxed(List<Dropped> parts) {
    return "全部条件都满足的没有，所以放宽了：" + list(parts) + "。";
  }

  @Override
  public String dropped(List<Dropped> parts) {
    return "以下内容未能考虑：" + list(parts) + "。";
  }

  private static String list(List<Dropped> parts) {
    return parts.stream().map(Dropped::part).collect(Collectors.joining("；"));
  }

  @Override
  public String feedback(List<Preference> preferences, List<ShownItem> referenced) {
    String noted =
        preferences.stream().map(p -> opinion(p, referenced)).collect(Collectors.joining("，"));
    return noted.isEmpty() ? "记下了。" : "记下了：" + noted + "。";
  }

  private static String opinion(Preference preference, List<ShownItem> items) {
    String title =
        items.stream()
            .filter(i -> i.id().equals(preference.itemId()))
            .map(i -> "“" + i.title() + "”")
            .findFirst()
            .orElse("它");
    String what = preference.value() != null ? preference.value() : title;
    return (preference.like() ? "您喜欢" : "您不喜欢") + what;
  }

  @Override
  public String explain(List<ShownItem> referenced) {
    return referenced.isEmpty() ? "请告诉我是哪一个，说编号或名称都可以。" : "推荐" + titles(referenced) + "的理由如下。";
  }

  @Override
  public String compare(List<ShownItem> items, Map<String, List<String>> differences) {
    if (items.size() < 2) {
      return "请告诉我要比较哪两个，说编号或名称都可以。";
    }
    String table =
        differences.entrySet().stream()
            .map(
                e ->
                    Facts.label(e.getKey())
                        + " "
                        + e.getValue().stream()
                            .map(v -> v.isEmpty() ? "未知" : v)
                            .collect(Collectors.joining(" 对 ")))
            .collect(Collectors.joining("；"));
    return "比较" + titles(items) + (table.isEmpty() ? "：已知的字段没有不同。" : "：" + table + "。");
  }

  private static String titles(List<ShownItem> items) {
    return items.stream().map(i -> "“" + i.title() + "”").collect(Collectors.joining("和"));
  }

  @Override
  public String other() {
    return "我可以帮您找东西：描述一下您想要什么，说一个您喜欢的，或者让我推荐。";
  }
}
