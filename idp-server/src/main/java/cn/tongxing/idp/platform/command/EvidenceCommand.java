package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.EvidenceWithdrawals;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Withdraws evidence of one person: by four eyes. */
@Command(
    name = "withdraw-evidence",
    mixinStandardHelpOptions = true,
    description = {
      "Withdraws a person's evidence of one method, for ever.",
      "Their level falls to what is left; sessions and all that departments hold for "
          + "them end. What is proven again afterwards counts."
    })
final class EvidenceCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final FourEyes eyes = new FourEyes();

  @Parameters(paramLabel = "PERSON", description = PersonCommand.BY_ID)
  private @Nullable UUID person;

  @Option(
      names = "--method",
      required = true,
      paramLabel = "METHOD",
      description = "which evidence: ${COMPLETION-CANDIDATES}")
  private @Nullable Method method;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "whose answers, as 'citizen find' says them: population-register, network-identity,"
              + " carrier, or an import's --source (default: of every source)")
  private @Nullable String source;

  @Override
  public Integer call() {
    Approval approval = eyes.approval();
    return OpenServer.with(server -> run(server, approval));
  }

  /** The work on an open server; gives the exit code. */
  int run(ApplicationContext server, Approval approval) {
    EvidenceWithdrawals.Outcome outcome =
        server
            .getBean(EvidenceWithdrawals.class)
            .withdraw(
                new PersonId(Objects.requireNonNull(person)),
                Objects.requireNonNull(method),
                Optional.ofNullable(source),
                approval,
                RequestOrigin.SERVER);
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(
            switch (outcome) {
              case WITHDRAWN -> "Withdrawn. Whoever is signed in as this person signs in anew.";
              case NOTHING -> "The person has no such evidence that counts. Nothing was changed.";
              case UNKNOWN -> "There is no such person. Nothing was changed.";
            });
    return outcome == EvidenceWithdrawals.Outcome.WITHDRAWN ? 0 : 1;
  }
}
