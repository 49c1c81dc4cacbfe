package cn.tongxing.idp.platform.launch;

import java.io.PrintStream;

/** What a demonstration that is ready says. */
final class DemoGreeting {

  private DemoGreeting() {}

  static void print(DemoPlan plan, PrintStream out) {
    int port = plan.port();
    String seconds = "%.1f".formatted((System.currentTimeMillis() - plan.began()) / 1000.0);
    out.printf(
        """

        通行演示已就绪，用时 %1$s 秒 · demonstration ready in %1$s s

          预约挂号（市第一医院）  hospital appointments   http://localhost:%2$d   <- 从这里开始 start here
          住房公积金            housing fund            http://localhost:%3$d
          统一身份认证          identity provider       http://localhost:%4$d
          上游模拟器            simulated upstreams     http://localhost:%5$d
          短信收件箱            text messages           http://localhost:%5$d/sms

        虚构人物 · fake citizens to try

        %6$s
        管理 administer: ./idp client apply FILE --operator NAME%7$s   其他命令 more: ./idp --help
        日志 logs: %8$s    按 Ctrl-C 停止 · Ctrl-C stops everything
        """,
        seconds,
        port + 2,
        port + 3,
        port,
        port + 1,
        Probe.get(port + 1, "/citizens.txt").orElse(""),
        plan.isDefault() ? "" : " --data '" + plan.data() + "'",
        plan.data().resolve("logs"));
    out.flush();
  }
}
