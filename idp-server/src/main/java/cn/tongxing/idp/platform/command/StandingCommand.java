package cn.tongxing.idp.platform.command;

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

/** Shuts a person out, or lets them in again. */
abstract class StandingCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PERSON",
      arity = "0..1",
      description = {
        "the person's id, as the trail shows it;",
        "without it, a document number is asked for, or read from standard input:",
        "numbers do not belong on a command line, where others can read them"
      })
  private @Nullable UUID person;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = "a code or the number of a case, for the trail; nothing personal")
  private @Nullable String reason;

  abstract Standings.Change change(Standings standings, PersonId person, Standings.Reason reason);

  abstract String done();

  @Override
  public Integer call() {
    Standings.Reason why = reason();
    Optional<UUID> named = Optional.ofNullable(person);
    String number = named.isPresent() ? "" : TypedLines.ask("Document number: ");
    return OpenServer.with(server -> run(server, named.map(PersonId::new), number, why));
  }

  private Standings.Reason reason() {
    try {
      return new Standings.Reason(Objects.requireNonNull(reason));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--reason: " + e.getMessage());
    }
  }

  /** The work on an open server; gives the exit code. */
  int run(
      ApplicationContext server,
      Optional<PersonId> named,
      String documentNumber,
      Standings.Reason why) {
    PrintWriter out = spec().commandLine().getOut();
    Standings standings = server.getBean(Standings.class);
    List<PersonId> persons = named.map(List::of).orElseGet(() -> standings.holders(documentNumber));
    if (persons.size() != 1) {
      out.println(
          persons.isEmpty()
              ? "Nobody has a document of this number. Nothing was changed."
              : "Several persons have a document of this number. Name one of them by id:");
      persons.forEach(each -> out.println("  " + each));
      return 1;
    }
    PersonId one = persons.getFirst();
    return switch (change(standings, one, why)) {
      case CHANGED -> say(out, 0, done() + ": " + one);
      case UNCHANGED -> say(out, 0, "It was so already: " + one);
      case UNKNOWN -> say(out, 1, "There is no such person: " + one);
      case CLOSED -> say(out, 1, "The person has closed the account: " + one);
    };
  }

  private static int say(PrintWriter out, int code, String words) {
    out.println(words);
    return code;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  /** {@code citizen disable}. */
  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = {
        "Shuts a person out at once: no way signs them in, their sessions and all that departments",
        "hold for them end, and departments that want it are told (back-channel logout)."
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
