package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.platform.TongxingServer;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The modules without the web server; only what a command touches is created. */
final class OpenServer {

  private OpenServer() {}

  /** Opens, works, closes; gives the work's exit code. */
  static int with(ToIntFunction<ApplicationContext> work) {
    SpringApplication application = new SpringApplication(TongxingServer.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLazyInitialization(true);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(
        Map.of(
            "idp.embedded.join-running", "true",
            "idp.command", "true", // what the server does in the background stays its own
            "logging.level.root", "WARN"));
    try (ConfigurableApplicationContext context = application.run()) {
      System.err.println("System: " + NamedSystem.of(context.getEnvironment()));
      return work.applyAsInt(context);
    }
  }
}
