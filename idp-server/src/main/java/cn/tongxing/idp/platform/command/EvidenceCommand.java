package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.EvidenceWithdrawals;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Withdraws evidence of one person: by four eyes. */
@Command(
    name = "withdraw-evidence",
    mixinStandardHelpOptions = true,
    description = {
      "Withdraws a person's evidence of one method, for ever.",
      "Their level falls to what is left; sessions and all that departments hold for "
          + "them end. What is proven again afterwards counts."
    })
final class EvidenceCommand extends ApprovedCommand {

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
  int act(ApplicationContext server, PersonId person, Approval approval) {
    EvidenceWithdrawals.Outcome outcome =
        server
            .getBean(EvidenceWithdrawals.class)
            .withdraw(
                person,
                Objects.requireNonNull(method),
                Optional.ofNullable(source),
                approval,
                RequestOrigin.SERVER);
    String whose = PersonCommand.whose(server, person);
    return switch (outcome) {
      case WITHDRAWN ->
          say(0, "Withdrawn. Whoever is signed in as this person signs in anew: " + whose);
      case NOTHING ->
          say(1, "The person has no such evidence that counts. Nothing was changed: " + whose);
      case UNKNOWN -> say(1, "There is no such person. Nothing was changed: " + whose);
    };
  }
}
