package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Erasures;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Erases one person: by four eyes. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Erases a person at their wish (PIPL 47), with whoever was merged into them, for ever.",
      "Name, documents, phones, factors and links go, and the key that sealed them; sessions and "
          + "all that departments hold for them end. The trail stays. Backups hold what they held "
          + "until they expire: docs/operations/citizens.md."
    })
final class EraseCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final FourEyes eyes = new FourEyes();

  @Parameters(paramLabel = "PERSON", description = PersonCommand.BY_ID)
  private @Nullable UUID person;

  @Override
  public Integer call() {
    Approval approval = eyes.approval();
    return OpenServer.with(server -> run(server, approval));
  }

  /** The work on an open server; gives the exit code. */
  int run(ApplicationContext server, Approval approval) {
    Erasures.Outcome outcome =
        server
            .getBean(Erasures.class)
            .erase(new PersonId(Objects.requireNonNull(person)), approval, RequestOrigin.SERVER);
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(
            switch (outcome) {
              case ERASED -> "Erased. It cannot be undone.";
              case ALREADY -> "The person was erased before. Nothing was changed.";
              case UNKNOWN -> "There is no such person. Nothing was changed.";
              case HELD ->
                  "An operator has shut the person out, or the counter has frozen the account: close"
                      + " that case first. Nothing was changed.";
              case PART_OF_ANOTHER ->
                  "The account became part of another one: 'citizen find' says of which. Erase that"
                      + " one, or part them first. Nothing was changed.";
              case JUST_MERGED ->
                  "An account was merged or parted at this moment. Nothing was changed: again.";
            });
    return outcome == Erasures.Outcome.ERASED || outcome == Erasures.Outcome.ALREADY ? 0 : 1;
  }
}
