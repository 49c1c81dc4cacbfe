package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;

/** Shuts a person out, or lets them in again. */
abstract class StandingCommand extends PersonCommand {

  abstract Standings.Change change(Standings standings, PersonId person, Standings.Reason reason);

  abstract String done();

  @Override
  final int act(ApplicationContext server, PersonId one, Standings.Reason why) {
    return switch (change(server.getBean(Standings.class), one, why)) {
      case CHANGED -> say(0, done() + ": " + one);
      case UNCHANGED -> say(0, "It was so already: " + one);
      case UNKNOWN -> say(1, "There is no such person: " + one);
      case CLOSED -> say(1, "The person has closed the account: " + one);
    };
  }

  /** {@code citizen disable}. */
  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = {
        "Shuts a person out at once: no way signs them in, their sessions and all that "
            + "departments hold for them end, and departments that want it are told "
            + "(back-channel logout)."
      })
  static final class Disable extends StandingCommand {

    @Override
    Standings.Change change(Standings standings, PersonId person, Standings.Reason reason) {
      return standings.disable(person, reason, RequestOrigin.SERVER);
    }

    @Override
    String done() {
      return "Shut out";
    }
  }

  /** {@code citizen enable}. */
  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Lets a person in again. They sign in anew; nothing of before comes back.")
  static final class Enable extends StandingCommand {

    @Override
    Standings.Change change(Standings standings, PersonId person, Standings.Reason reason) {
      return standings.enable(person, reason, RequestOrigin.SERVER);
    }

    @Override
    String done() {
      return "Let in again";
    }
  }
}
