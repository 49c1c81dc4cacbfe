package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneChanges.Outcome;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.TakeOvers.Decision;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code citizen phone}. */
@Command(
    name = "phone",
    mixinStandardHelpOptions = true,
    description = {
      "Begins to change a person's phone, for whoever has lost it and shows nothing "
          + "else online.",
      "The change waits 48 hours. Meanwhile the old phones are told, and any factor "
          + "of the account stops it. Nothing skips that. The new phone opens nothing alone "
          + "until its code was shown. Asks for the new number, or reads a line of standard "
          + "input.",
      "Two operators answer for it."
    })
final class PhoneCommand extends PersonCommand {

  @Option(
      names = "--case",
      required = true,
      paramLabel = "NUMBER",
      description = "number of the case in your own records, for the trail; nothing personal")
  private @Nullable String caseNumber;

  @Mixin private final TwoOperators eyes = new TwoOperators();

  private @Nullable PhoneNumber phone;

  /** What the second question gives. */
  PhoneCommand with(PhoneNumber fresh) {
    phone = fresh;
    return this;
  }

  @Override
  void check() {
    decision(reason());
  }

  @Override
  Standings.Reason operator() {
    return eyes.operator();
  }

  @Override
  void ask() {
    phone = TypedNumber.phone(spec(), "New phone number: ");
  }

  private Decision decision(Standings.Reason why) {
    Standings.Reason number = code("--case", Objects.requireNonNull(caseNumber));
    return eyes.both(() -> new Decision(why, number, eyes.operator(), eyes.second()));
  }

  @Override
  int act(ApplicationContext server, PersonId one, Standings.Reason why) {
    PhoneNumber fresh = Objects.requireNonNull(phone);
    Outcome outcome =
        server.getBean(PhoneChanges.class).askFor(one, fresh, decision(why), RequestOrigin.SERVER);
    return say(
        outcome instanceof Outcome.Waits ? 0 : 1,
        words(outcome, fresh) + ": " + whose(server, one));
  }

  private static String words(Outcome outcome, PhoneNumber phone) {
    return switch (outcome) {
      case Outcome.Waits(var due) ->
          "The phone becomes "
              + phone.masked()
              + " at "
              + TrailTime.written(due)
              + " unless that is stopped";
      case Outcome.WaitsAlready(var due) ->
          "A change waits already, until " + TrailTime.written(due) + "; nothing was changed";
      case Outcome.AtCounter _ ->
          "Changes were stopped twice by the same kind of factor: this command decides it no more"
              + " (docs/operations/citizens.md); nothing was changed";
      case Outcome.NoRoom _ -> "Five persons have this phone; nothing was changed";
      case Outcome.Nobody _ -> "There is no such person who may use the service";
      case Outcome.TheirsAlready _ -> "It is the person's phone already";
      case Outcome.Changed _, Outcome.NotShown _ ->
          throw new IllegalStateException("an operator's change always waits: " + outcome);
    };
  }
}
