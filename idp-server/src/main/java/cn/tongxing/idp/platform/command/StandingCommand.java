package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shuts a person out, or lets them in again. */
abstract class StandingCommand extends PersonCommand {

  abstract Standings.Change change(Standings standings, PersonId person, Standings.Reason reason);

  abstract String done();

  @Override
  final int act(ApplicationContext server, PersonId one, Standings.Reason why) {
    Standings.Change change = change(server.getBean(Standings.class), one, why);
    String whose = whose(server, one);
    return switch (change) {
      case CHANGED -> say(0, done() + ": " + whose);
      case UNCHANGED -> say(0, "It was so already: " + whose);
      case UNKNOWN -> say(1, "There is no such person: " + whose);
      case CLOSED -> say(1, "The person was erased: " + whose);
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

    @Mixin private final OneOperator by = new OneOperator();

    @Override
    void check() {
      operator();
    }

    @Override
    Standings.Reason operator() {
      return by.operator();
    }

    @Override
    Standings.Change change(Standings standings, PersonId person, Standings.Reason reason) {
      return standings.disable(person, reason, operator(), RequestOrigin.SERVER);
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
      description = {
        "Lets a person in again. They sign in anew; nothing of before comes back.",
        "Two operators answer for it."
      })
  static final class Enable extends StandingCommand {

    @Mixin private final TwoOperators eyes = new TwoOperators();

    @Override
    void check() {
      eyes.approval(reason());
    }

    @Override
    Standings.Reason operator() {
      return eyes.operator();
    }

    @Override
    Standings.Change change(Standings standings, PersonId person, Standings.Reason reason) {
      return standings.enable(person, eyes.approval(reason), RequestOrigin.SERVER);
    }

    @Override
    String done() {
      return "Let in again";
    }
  }
}
