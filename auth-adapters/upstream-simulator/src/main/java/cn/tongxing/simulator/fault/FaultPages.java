package cn.tongxing.simulator.fault;

import cn.tongxing.simulator.http.Banner;
import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Html;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import java.util.Optional;

/** The page with the switches, and what they post to. */
public final class FaultPages {

  private static final String OFF = "off";

  private final Faults faults;

  /** Pages over the given faults. */
  public FaultPages(Faults faults) {
    this.faults = faults;
  }

  /** Adds the routes. */
  public void register(Router router) {
    router.on("GET", "/faults", this::page);
    router.on("POST", "/faults/*", this::set);
  }

  /**
   * {@code POST /faults/{upstream}/{fault or off}?times=n}, times also as a form field; {@code POST
   * /faults/off} for all.
   */
  private Reply set(Call call) {
    String[] parts = call.path().split("/", -1);
    if (parts.length == 3 && parts[2].equals(OFF)) {
      faults.clearAll();
      return done(call);
    }
    Optional<Upstream> upstream = parts.length == 4 ? Upstream.named(parts[2]) : Optional.empty();
    if (upstream.isEmpty()) {
      return Reply.text(404, "no such upstream");
    }
    if (parts[3].equals(OFF)) {
      faults.clear(upstream.get());
      return done(call);
    }
    Optional<Fault> fault = Fault.named(parts[3]).filter(upstream.get()::knows);
    Optional<Integer> times = times(call);
    if (fault.isEmpty() || times.isEmpty()) {
      return Reply.text(
          400, "this upstream has no such fault, or times is no number from 0 to 999");
    }
    faults.set(upstream.get(), fault.get(), times.get());
    return done(call);
  }

  private static Optional<Integer> times(Call call) {
    String text = call.query("times").isEmpty() ? call.form("times") : call.query("times");
    if (text.isEmpty()) {
      return Optional.of(Faults.WITHOUT_END);
    }
    return text.matches("\\d{1,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Reply done(Call call) {
    return call.header("accept").contains("text/html")
        ? Reply.seeOther("/faults")
        : Reply.text(200, "ok");
  }

  private Reply page(Call call) {
    boolean chinese = call.chinese();
    StringBuilder body = new StringBuilder(8192);
    body.append("<p>")
        .append(
            chinese
                ? "打开后，该上游接下来的应答会出现所选故障；“一次”只影响下一次应答。"
                : "Once on, the upstream's next answers show the fault; “once” affects only the next.")
        .append("</p>");
    if (!faults.banner().equals(Banner.NONE)) {
      body.append("<form class=\"all\" method=\"post\" action=\"/faults/off\">")
          .append("<button class=\"main\" id=\"all-off\">")
          .append(chinese ? "恢复全部" : "Everything back to normal")
          .append("</button></form>");
    }
    for (Upstream upstream : Upstream.values()) {
      section(body, upstream, chinese);
    }
    return Reply.html(Html.page(call, chinese ? "故障开关" : "Fault switches", body.toString()));
  }

  private void section(StringBuilder body, Upstream upstream, boolean chinese) {
    Optional<Faults.Active> now = faults.current(upstream);
    body.append("<section class=\"card\"><h2>")
        .append(Html.escape(upstream.title(chinese)))
        .append("</h2>");
    if (now.isPresent()) {
      body.append("<p class=\"on\">").append(state(now.get(), chinese)).append("</p>");
      form(body, upstream, OFF, chinese ? "恢复正常" : "Back to normal", "");
    } else {
      body.append("<p class=\"ok\">").append(chinese ? "正常" : "Normal").append("</p>");
    }
    body.append("<ul class=\"switches\">");
    for (Fault fault : Fault.values()) {
      if (upstream.knows(fault)) {
        body.append("<li><span>")
            .append(Html.escape(fault.title(chinese)))
            .append("<small>")
            .append(Html.escape(FaultEffect.of(upstream, fault, chinese)))
            .append("</small></span>");
        String name = fault.title(chinese);
        form(body, upstream, fault.id() + "?times=1", chinese ? "一次" : "Once", name);
        form(body, upstream, fault.id(), chinese ? "持续" : "Keep on", name);
        body.append("</li>");
      }
    }
    body.append("</ul></section>");
  }

  private static String state(Faults.Active active, boolean chinese) {
    String name = Html.escape(active.fault().title(chinese));
    if (active.left() == Faults.WITHOUT_END) {
      return chinese ? "故障中：" + name : "Fault on: " + name;
    }
    return chinese
        ? "故障中：" + name + "，还有 " + active.left() + " 次"
        : "Fault on: " + name + ", " + active.left() + " more";
  }

  /** A button; which fault it is about is said to those who cannot see the line it stands in. */
  private static void form(
      StringBuilder body, Upstream upstream, String action, String label, String about) {
    body.append("<form method=\"post\" action=\"/faults/")
        .append(upstream.id())
        .append('/')
        .append(action)
        .append(about.isEmpty() ? "\"><button class=\"main\">" : "\"><button aria-label=\"")
        .append(about.isEmpty() ? "" : Html.escape(label + " " + about) + "\">")
        .append(label)
        .append("</button></form>");
  }
}
