package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.keys.KeyRotation;
import cn.tongxing.idp.keys.RotationOutcome;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signing keys. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Rotates or withdraws signing keys.")
final class KeysCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "The next key becomes the active one, the active one goes on verifying for the overlap,",
        "and a new next key is published."
      })
  int rotate(
      @Option(
              names = "--now",
              description = "even if the next key was published so lately that not all know it")
          boolean now) {
    return OpenServer.with(server -> {
      KeyRotation keys = server.getBean(KeyRotation.class);
      return say(now ? keys.rotateNow() : keys.rotate());
    });
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Takes a key out of use at once; every token it signed is void.")
  int withdraw(@Parameters(paramLabel = "KID") String kid) {
    return OpenServer.with(server -> say(server.getBean(KeyRotation.class).withdraw(kid)));
  }

  private int say(RotationOutcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    return switch (outcome) {
      case RotationOutcome.Rotated rotated -> {
        out.println("Signing now: " + String.join(", ", rotated.active()));
        yield 0;
      }
      case RotationOutcome.TooEarly early -> {
        out.println(
            "The next key was published lately; possible from "
                + early.possibleFrom()
                + ", or now with --now.");
        yield 1;
      }
      case RotationOutcome.UnknownKey none -> {
        out.println("There is no such key.");
        yield 1;
      }
    };
  }
}
