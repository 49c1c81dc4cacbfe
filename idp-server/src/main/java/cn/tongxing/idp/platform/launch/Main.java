package cn.tongxing.idp.platform.launch;

import cn.tongxing.idp.kernel.LostLetters;
import cn.tongxing.idp.platform.TongxingServer;
import cn.tongxing.idp.platform.command.AdminCommands;
import cn.tongxing.idp.platform.command.ServingProcess;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;

/** The entry point. */
public final class Main {

  private Main() {}

  /** Starts the server, or runs one administrative command and ends with its exit code. */
  public static void main(String[] arguments) {
    if (AdminCommands.isCommand(arguments)) {
      System.exit(command(List.of(arguments)));
    }
    SpringApplication.run(TongxingServer.class, arguments);
  }

  private static int command(List<String> given) {
    if (given.stream().anyMatch(LostLetters::areIn)) {
      System.err.println("./idp: " + LostLetters.SAID);
      return 2;
    }
    try {
      var system =
          CommandSystem.of(given, System.getProperty(CommandSystem.USUAL), System.getenv());
      OptionalInt done =
          system
              .socket()
              .map(socket -> new ServingProcess(socket).run(system.words()))
              .orElse(OptionalInt.empty());
      if (done.isPresent()) {
        return done.getAsInt();
      }
      system.properties().forEach(System::setProperty);
      return AdminCommands.run(system.words().toArray(String[]::new));
    } catch (IllegalArgumentException notThere) {
      if (!given.contains("--data") && !AdminCommands.needSystem(given)) {
        return AdminCommands.run(given.toArray(String[]::new));
      }
      System.err.println("./idp: " + notThere.getMessage());
      return 1;
    }
  }
}
