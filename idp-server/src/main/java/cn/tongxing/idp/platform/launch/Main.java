package cn.tongxing.idp.platform.launch;

import cn.tongxing.idp.platform.TongxingServer;
import cn.tongxing.idp.platform.command.AdminCommands;
import org.springframework.boot.SpringApplication;

/** The entry point. */
public final class Main {

  private Main() {}

  /** Starts the server, or runs one administrative command and ends with its exit code. */
  public static void main(String[] arguments) {
    if (AdminCommands.isCommand(arguments)) {
      System.exit(AdminCommands.run(arguments));
    }
    SpringApplication.run(TongxingServer.class, arguments);
  }
}
