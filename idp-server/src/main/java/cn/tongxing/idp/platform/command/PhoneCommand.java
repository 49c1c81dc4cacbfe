package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneChanges.Outcome;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Another phone for a person, after the same hold as everybody's. */
@Command(
    name = "phone",
    mixinStandardHelpOptions = true,
    description = {
      "Begins to change a person's phone, for whoever has lost it and shows nothing else online.",
      "The change waits 48 hours. Meanwhile the old phones are told,",
      "and any factor of the account stops it. Nothing skips that.",
      "The new phone opens nothing alone until its code was shown.",
      "Asks for the new number, or reads a line of standard input."
    })
final class PhoneCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PERSON",
      arity = "0..1",
      description = {
        "the person's id, as the trail shows it;",
        "without it, a document number is asked for first, or read from standard input"
      })
  private @Nullable UUID person;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = "why, as a code for the trail: lost, stolen, number-ended; nothing personal")
  private @Nullable String reason;

  @Option(
      names = "--case",
      required = true,
      paramLabel = "NUMBER",
      description = "number of the case in the operator's own records, for the trail")
  private @Nullable String caseNumber;

  @Override
  public Integer call() {
    Standings.Reason why = checked("--reason", reason);
    Standings.Reason which = checked("--case", caseNumber);
    Optional<UUID> named = Optional.ofNullable(person);
    String number = named.isPresent() ? "" : TypedLines.ask("Document number: ");
    Optional<PhoneNumber> phone = PhoneNumber.parse(TypedLines.ask("New phone number: "));
    if (phone.isEmpty()) {
      throw new ParameterException(spec().commandLine(), "that is no phone number");
    }
    return OpenServer.with(
        server -> run(server, named.map(PersonId::new), number, phone.get(), why, which));
  }

  private Standings.Reason checked(String option, @Nullable String typed) {
    try {
      return new Standings.Reason(Objects.requireNonNull(typed));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), option + ": " + e.getMessage());
    }
  }

  /** The work on an open server; gives the exit code. */
  int run(
      ApplicationContext server,
      Optional<PersonId> named,
      String documentNumber,
      PhoneNumber phone,
      Standings.Reason why,
      Standings.Reason caseNumber) {
    PrintWriter out = spec().commandLine().getOut();
    List<PersonId> persons =
        named
            .map(List::of)
            .orElseGet(() -> server.getBean(Standings.class).holders(documentNumber));
    if (persons.size() != 1) {
      out.println(
          persons.isEmpty()
              ? "Nobody has a document of this number. Nothing was changed."
              : "Several persons have a document of this number. Name one of them by id:");
      persons.forEach(each -> out.println("  " + each));
      return 1;
    }
    PersonId one = persons.getFirst();
    Outcome outcome =
        server
            .getBean(PhoneChanges.class)
            .askFor(one, phone, why, caseNumber, RequestOrigin.SERVER);
    out.println(words(outcome, phone) + ": " + one);
    return outcome instanceof Outcome.Waits ? 0 : 1;
  }

  private static String words(Outcome outcome, PhoneNumber phone) {
    return switch (outcome) {
      case Outcome.Waits(var due) ->
          "The phone becomes " + phone.masked() + " at " + due + " unless that is stopped";
      case Outcome.WaitsAlready(var due) ->
          "A change waits already, until " + due + "; nothing was changed";
      case Outcome.AtCounter _ ->
          "Changes were stopped twice: both sides are asked to the counter; nothing was changed";
      case Outcome.NoRoom _ -> "Five persons have this phone; nothing was changed";
      case Outcome.Nobody _ -> "There is no such person who may use the service";
      case Outcome.TheirsAlready _ -> "It is the person's phone already";
      case Outcome.Changed _, Outcome.NotShown _ ->
          throw new IllegalStateException("an operator's change always waits: " + outcome);
    };
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
