package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.audit.TrailReading.Seen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An event in lines for people, or in one for programs. */
record TrailEntry(Seen event) {

  /** With a line break at the end. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(TrailTime.written(event.at())).append("  ").append(plain(event.type()));
    text.append("  ").append(link()).append('\n');
    line(text, joined(event.details()));
    line(text, joined(event.about()));
    line(text, from());
    line(text, "event=" + event.id());
    return text.toString();
  }

  /** With a line break at the end. */
  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", event.id().toString());
    fields.put("at", event.at().toString());
    fields.put("type", event.type());
    fields.putAll(event.about());
    fields.put("address", event.origin().masked());
    fields.put("user-agent", event.origin().userAgent());
    fields.put("details", event.details());
    event.position().ifPresent(position -> fields.put("position", position));
    fields.put("link", event.link().name().toLowerCase(java.util.Locale.ROOT));
    return JsonMapper.shared().writeValueAsString(fields) + "\n";
  }

  private String link() {
    return switch (event.link()) {
      case HOLDS -> "link " + event.position().orElse(0);
      case BROKEN -> "link " + event.position().orElse(0) + " BROKEN";
      case UNCHECKED -> "link " + event.position().orElse(0) + " (the one before is not here)";
      case WAITS -> "not linked yet";
    };
  }

  private String from() {
    return event.origin().address().isEmpty()
        ? ""
        : "from " + event.origin().masked() + "  " + plain(event.origin().userAgent());
  }

  private static String joined(Map<String, String> values) {
    return values.entrySet().stream()
        .map(each -> plain(each.getKey() + "=" + each.getValue()))
        .collect(Collectors.joining("  "));
  }

  private static void line(StringBuilder text, String line) {
    if (!line.isEmpty()) {
      text.append("  ").append(line).append('\n');
    }
  }

  /** A browser may call itself what it likes: nothing that a terminal obeys. */
  private static String plain(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
