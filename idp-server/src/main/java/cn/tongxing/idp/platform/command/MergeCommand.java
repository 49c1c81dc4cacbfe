package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
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

  abstract String done();

  abstract String unknown(ApplicationContext server);

  @Override
  public Integer call() {
    Approval approval = eyes.approval();
    return OpenServer.with(server -> run(server, approval));
  }

  /** The work on an open server; gives the exit code. */
  int run(ApplicationContext server, Approval approval) {
    Merges.Outcome outcome = run(server.getBean(Merges.class), approval);
    PrintWriter out = spec().commandLine().getOut();
    out.println(
        switch (outcome) {
          case DONE -> done();
          case UNKNOWN -> unknown(server);
          case SAME -> "They are one account. Nothing was changed.";
          case TWO_OF_A_KIND ->
              "Each has a document of the same kind: never one person. Nothing was changed.";
          case HOLDS_OTHERS ->
              "Somebody was merged into the second one: turn them round, or undo that first.";
          case NOT_MERGED -> "The person was not merged into another. Nothing was changed.";
          case KEPT_SHUT_OUT ->
              "The account that was kept is frozen, disabled or closed. Nothing was changed.";
          case TOO_LATE -> "The days for undoing it are over. Nothing was changed.";
        });
    return outcome == Merges.Outcome.DONE ? 0 : 1;
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
    String done() {
      return "They are one account now. It can be undone for " + Merges.UNDO.toDays() + " days.";
    }

    @Override
    String unknown(ApplicationContext server) {
      List<String> joined =
          Stream.of(kept, gone)
              .map(each -> new PersonId(Objects.requireNonNull(each)))
              .filter(each -> !server.getBean(Freezes.class).account(each).equals(each))
              .map(each -> PersonCommand.whose(server, each))
              .toList();
      return joined.isEmpty()
          ? "One of them is nobody who may use the service. Nothing was changed."
          : "Name the account itself: " + String.join("; ", joined) + ". Nothing was changed.";
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
    String done() {
      return "They are two accounts again.";
    }

    @Override
    String unknown(ApplicationContext server) {
      return "There is no such person. Nothing was changed.";
    }
  }
}
