package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.PersonLookups.Asking;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes two accounts of one person one, or undoes it: by four eyes. */
abstract class MergeCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final FourEyes eyes = new FourEyes();

  abstract Merges.Outcome run(Merges merges, Approval approval);

  /** Whom it is about, by ids: read before it is done. */
  abstract String both(ApplicationContext server);

  abstract String done(String both);

  abstract String unknown(ApplicationContext server, Approval approval);

  @Override
  public Integer call() {
    Approval approval = eyes.approval();
    return OpenServer.with(server -> run(server, approval));
  }

  /** The work on an open server; gives the exit code. */
  int run(ApplicationContext server, Approval approval) {
    String both = both(server);
    Merges.Outcome outcome = run(server.getBean(Merges.class), approval);
    PrintWriter out = spec().commandLine().getOut();
    out.println(
        switch (outcome) {
          case DONE -> done(both) + left(server, approval);
          case UNKNOWN -> unknown(server, approval);
          case SAME -> unchanged("They are one account", both);
          case TWO_OF_A_KIND ->
              unchanged("Each has a document of the same kind: never one person", both);
          case HOLDS_OTHERS ->
              unchanged(
                  "Somebody was merged into the second one: turn them round, or undo that first",
                  both);
          case NOT_MERGED -> unchanged("The person was not merged into another", both);
          case KEPT_SHUT_OUT ->
              unchanged("The account that was kept is frozen, disabled or closed", both);
          case TOO_LATE -> unchanged("The days for undoing it are over", both);
        });
    return outcome == Merges.Outcome.DONE ? 0 : 1;
  }

  /** What the two should know besides of what was done. */
  String left(ApplicationContext server, Approval approval) {
    return "";
  }

  static Asking asking(Approval approval) {
    return new Asking(
        new Standings.Reason(approval.operator()), approval.reason(), Optional.empty());
  }

  static String unchanged(String why, String who) {
    return why + ": " + who + ". Nothing was changed.";
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  /** {@code citizen merge}. */
  @Command(
      name = "merge",
      mixinStandardHelpOptions = true,
      description = {
        "Makes two accounts of one person one.",
        "Never where each has a document of the same kind. Sessions and grants of the "
            + "second one end; it can be undone for 30 days."
      })
  static final class Merge extends MergeCommand {

    @Parameters(
        index = "0",
        paramLabel = "KEPT",
        description = "the person who stays, by id: 'citizen find' says it")
    private @Nullable UUID kept;

    @Parameters(index = "1", paramLabel = "GONE", description = "who becomes part of them, by id")
    private @Nullable UUID gone;

    @Override
    Merges.Outcome run(Merges merges, Approval approval) {
      return merges.merge(
          new PersonId(Objects.requireNonNull(kept)),
          new PersonId(Objects.requireNonNull(gone)),
          approval,
          RequestOrigin.SERVER);
    }

    @Override
    String both(ApplicationContext server) {
      return kept + " and " + gone;
    }

    @Override
    String done(String both) {
      return "They are one account now: %s. It can be undone for %d days."
          .formatted(both, Merges.UNDO.toDays());
    }

    private List<PersonId> named() {
      return Stream.of(kept, gone).map(each -> new PersonId(Objects.requireNonNull(each))).toList();
    }

    @Override
    String unknown(ApplicationContext server, Approval approval) {
      List<String> joined =
          named().stream()
              .filter(each -> !server.getBean(Freezes.class).account(each).equals(each))
              .map(each -> PersonCommand.whose(server, each))
              .toList();
      return joined.isEmpty()
          ? unchanged("Not both may use the service", standings(server, approval))
          : unchanged("Name the account itself", String.join("; ", joined));
    }

    /** Which of them, and why; the look-up stands in the trail as any does. */
    private String standings(ApplicationContext server, Approval approval) {
      var lookups = server.getBean(PersonLookups.class);
      return named().stream()
          .map(each ->
              lookups.byId(each, asking(approval), RequestOrigin.SERVER).stream()
                  .findFirst()
                  .map(found -> each + " is " + new PersonSheet(found).standing())
                  .orElse("there is no " + each))
          .collect(Collectors.joining("; "));
    }
  }

  /** {@code citizen unmerge}. */
  @Command(
      name = "unmerge",
      mixinStandardHelpOptions = true,
      description = {
        "Undoes a merge: what it moved goes back; what was added, withdrawn or told "
            + "since stays with who did it.",
        "Whoever is signed in signs in anew."
      })
  static final class Unmerge extends MergeCommand {

    @Parameters(
        paramLabel = "GONE",
        description =
            "the person who became part of another, by id: 'citizen find' of the other says it")
    private @Nullable UUID gone;

    @Override
    Merges.Outcome run(Merges merges, Approval approval) {
      return merges.unmerge(
          new PersonId(Objects.requireNonNull(gone)), approval, RequestOrigin.SERVER);
    }

    @Override
    String both(ApplicationContext server) {
      return PersonCommand.whose(server, new PersonId(Objects.requireNonNull(gone)));
    }

    @Override
    String done(String both) {
      return "They are two accounts again: " + both + " until now.";
    }

    /** What it brought may have ended while it was part of the other. */
    @Override
    String left(ApplicationContext server, Approval approval) {
      PersonId parted = new PersonId(Objects.requireNonNull(gone));
      boolean none =
          server
              .getBean(PersonLookups.class)
              .byId(parted, asking(approval), RequestOrigin.SERVER)
              .stream()
              .anyMatch(found -> new PersonSheet(found).hasNoWay());
      return none
          ? System.lineSeparator()
              + parted
              + " has no way to sign in left: its person proves who they are and sets one up anew."
          : "";
    }

    @Override
    String unknown(ApplicationContext server, Approval approval) {
      return unchanged("There is no such person", Objects.toString(gone));
    }
  }
}
