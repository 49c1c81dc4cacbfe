package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.OwnTrail;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.TakeOvers.Decision;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Freezes a person's account for them, or thaws it. */
abstract class FreezeCommand extends PersonCommand {

  @Option(
      names = "--case",
      required = true,
      paramLabel = "NUMBER",
      description = "number of the case in your own records, for the trail; nothing personal")
  private @Nullable String caseNumber;

  abstract Freezes.Change change(Freezes freezes, PersonId person, Freezes.Case why);

  abstract String done();

  /** What was done besides, to the account, since then. */
  String besides(ApplicationContext server, PersonId account, Instant began) {
    return "";
  }

  private Freezes.Case why(Standings.Reason reason) {
    return new Freezes.Case(reason, code("--case", Objects.requireNonNull(caseNumber)));
  }

  /** Who answers for it. */
  abstract void operators(Freezes.Case why);

  @Override
  final void check() {
    operators(why(reason()));
  }

  @Override
  final int act(ApplicationContext server, PersonId one, Standings.Reason reason) {
    Freezes freezes = server.getBean(Freezes.class);
    Instant began = server.getBean(InstantSource.class).instant();
    Freezes.Change change = change(freezes, one, why(reason));
    String whose = whose(server, one);
    return switch (change) {
      case CHANGED -> say(0, done() + ": " + whose + besides(server, freezes.account(one), began));
      case UNCHANGED -> say(0, "It was so already: " + whose);
      case ONCE_ONLY ->
          say(1, "The hotline has frozen this account before; the counter can: " + whose);
      case UNKNOWN -> say(1, "There is no such account, or it was erased: " + whose);
    };
  }

  /** {@code citizen freeze}. */
  @Command(
      name = "freeze",
      mixinStandardHelpOptions = true,
      description = {
        "Freezes an account at the person's wish: no way signs it in, sessions and all "
            + "that departments hold for it end; a change of phone that waits ends, and can "
            + "be asked for again.",
        "The hotline's freeze ends after a day, and comes once: given again meanwhile it changes "
            + "nothing (exit code 0), later it is refused (exit code 1)."
      })
  static final class Freeze extends FreezeCommand {

    @Option(
        names = "--by",
        required = true,
        paramLabel = "DESK",
        description = "who asks for the person: ${COMPLETION-CANDIDATES}")
    private Freezes.@Nullable Desk desk;

    @Mixin private final OneOperator by = new OneOperator();

    @Override
    void operators(Freezes.Case why) {
      operator();
    }

    @Override
    Standings.Reason operator() {
      return by.operator();
    }

    @Override
    Freezes.Change change(Freezes freezes, PersonId person, Freezes.Case why) {
      return freezes.freeze(
          person, Objects.requireNonNull(desk), why, operator(), RequestOrigin.SERVER);
    }

    @Override
    String done() {
      return "Frozen";
    }
  }

  /** {@code citizen thaw}. */
  @Command(
      name = "thaw",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a frozen account usable again, after the counter has seen who the person is.",
        "Ways to sign in that were added in the 72 hours before the freeze end with it.",
        "Two operators answer for it."
      })
  static final class Thaw extends FreezeCommand {

    /** More than an account has. */
    private static final int LISTED = 100;

    @Option(
        names = "--keep-recent",
        description = "the person says that what was added in those 72 hours is their own")
    private boolean keepRecent;

    @Mixin private final TwoOperators eyes = new TwoOperators();

    @Override
    void operators(Freezes.Case why) {
      decision(why);
    }

    @Override
    Standings.Reason operator() {
      return eyes.operator();
    }

    private Decision decision(Freezes.Case why) {
      return eyes.both(
          () -> new Decision(why.reason(), why.number(), eyes.operator(), eyes.second()));
    }

    @Override
    Freezes.Change change(Freezes freezes, PersonId person, Freezes.Case why) {
      Freezes.Recent recent = keepRecent ? Freezes.Recent.KEEP : Freezes.Recent.END;
      return freezes.thaw(person, recent, decision(why), RequestOrigin.SERVER);
    }

    @Override
    String done() {
      return "Thawed";
    }

    /** As the trail has it: nobody else tells the counter, where the person stands. */
    @Override
    String besides(ApplicationContext server, PersonId account, Instant began) {
      Set<AuditEventType> removed = Set.of(AuditEventType.CREDENTIAL_REMOVED);
      String ended =
          server
              .getBean(OwnTrail.class)
              .newest(account, removed, began, Optional.empty(), LISTED)
              .stream()
              .map(OwnTrail.Entry::details)
              .filter(details -> "added-before-freeze".equals(details.get("reason")))
              .map(Thaw::way)
              .sorted()
              .collect(Collectors.joining(", "));
      return ended.isEmpty() ? "" : ". Ended, as added in the 72 hours before: " + ended;
    }

    private static String way(Map<String, String> details) {
      String kind = details.getOrDefault("kind", "");
      return kind.equals("link")
          ? "linked account (%s)".formatted(details.get("way"))
          : kind + " (%s)".formatted(details.get("count"));
    }
  }
}
