package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.state.ShownItem;

/** Replies in Chinese. */
final class ChineseReplies implements ReplyTemplates {

  private final Wording wording;

  ChineseReplies(Labels labels) {
    this.wording = new ChineseWording(labels);
  }

  @Override
  public String understood(Plan plan, List<ShownItem> liked) {
    List<String> parts = new ArrayList<>();
    if (!liked.isEmpty()) {
      parts.add("与" + titles(liked) + "相似");
    }
    Ranges.join(
        plan.filters(),
        (low, high) -> parts.add(wording.range(low, high)),
        single -> parts.add(wording.filter(single)));
    if (!plan.query().isEmpty()) {
      parts.add("关于“" + plan.query() + "”");
    }
    plan.sort().forEach(s -> parts.add(wording.sort(s)));
    return String.join("，", parts);
  }

  @Override
  public String found(String understood, long found, int shown) {
    String wanted = understood.isEmpty() ? "" : "：" + understood;
    if (shown == 0) {
      return "没有找到符合要求的结果" + wanted + "。";
    }
    return (found > shown ? "共" + found + "个，这里是最合适的" + shown + "个" : "为您找到" + shown + "个")
        + wanted
        + "。";
  }

  @Override
  public String ordered(String understood, long found, int shown) {
    return shown == 0
        ? found(understood, found, shown)
        : "最符合的有" + found + "个，这里是其中的前" + shown + "个：" + understood + "。";
  }

  @Override
  public String others(String understood, long found, int shown) {
    String wanted = understood.isEmpty() ? "" : "：" + understood;
    if (shown == 0) {
      return "符合要求的都已经给您看过了，没有别的了" + wanted + "。";
    }
    return (found > shown ? "没看过的还有" + found + "个，这里是最合适的" + shown + "个" : "还有这" + shown + "个")
        + wanted
        + "。";
  }

  @Override
  public String nearest(Aboutness about, List<ShownItem> shown) {
    return (about.isInPart() ? "没找到完全符合" : "没找到和")
        + quoted(about.words())
        + (about.isInPart() ? "的，" : "有关的，")
        + "比较接近的有："
        + shown.stream().map(item -> "“" + item.title() + "”").collect(Collectors.joining("、"))
        + "。";
  }

  @Override
  public String noneAbout(Aboutness about) {
    String quoted = quoted(about.words());
    return (about.isInPart() ? "其中没有完全符合" + quoted + "的" : "其中没有直接和" + quoted + "有关的")
        + "，意思最接近的排在前面。";
  }

  @Override
  public String missing(List<String> words) {
    return "这里没有提到" + quoted(words) + "的条目。";
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "“" + word + "”").collect(Collectors.joining("或"));
  }

  @Override
  public String chosen(List<ShownItem> items) {
    return "好的，就选" + titles(items) + "。想要同类的，可以说“更多类似这个的”。";
  }

  @Override
  public String which(List<ShownItem> shown) {
    String numbered =
        IntStream.range(0, shown.size())
            .mapToObj(i -> (i + 1) + "“" + shown.get(i).title() + "”")
            .collect(Collectors.joining("、"));
    return "您说的是哪一个？" + numbered + "。说编号或名称都可以。";
  }

  @Override
  public String relaxed(List<Dropped> parts) {
    String given =
        wording.list(
            parts.stream()
                .map(p -> StatedFilter.of(p.part()).map(wording::filter).orElse(p.part()))
                .toList());
    return "没有全部满足的，所以放宽了：" + given + "。";
  }

  @Override
  public String dropped(List<Dropped> parts) {
    return "以下内容未能考虑：" + parts.stream().map(Dropped::part).collect(Collectors.joining("；")) + "。";
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
  public String whichTwo() {
    return "请告诉我要比较哪两个，说编号或名称都可以。";
  }

  private static String titles(List<ShownItem> items) {
    return items.stream().map(i -> "“" + i.title() + "”").collect(Collectors.joining("和"));
  }

  @Override
  public String thanked() {
    return "不客气，还想找什么随时告诉我。";
  }

  @Override
  public String other() {
    return "我可以帮您找东西：描述一下您想要什么，说一个您喜欢的，或者让我推荐。";
  }
}
