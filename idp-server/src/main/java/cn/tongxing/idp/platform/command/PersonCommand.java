package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does something to one person, named by id or by the number of a document. */
abstract class PersonCommand implements Callable<Integer> {

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

  /** The work; gives the exit code. */
  abstract int act(ApplicationContext server, PersonId person, Standings.Reason why);

  /** What else is asked for, before the server is opened. */
  void ask() {}

  @Override
  public Integer call() {
    Standings.Reason why = reason();
    Optional<UUID> named = Optional.ofNullable(person);
    String number = named.isPresent() ? "" : TypedLines.ask("Document number: ");
    ask();
    return OpenServer.with(server -> run(server, named.map(PersonId::new), number, why));
  }

  private Standings.Reason reason() {
    return code("--reason", Objects.requireNonNull(reason));
  }

  /** An option's value as a code for the trail. */
  final Standings.Reason code(String option, String value) {
    return TypedOption.code(spec, option, value);
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
    return act(server, persons.getFirst(), why);
  }

  final int say(int code, String words) {
    spec().commandLine().getOut().println(words);
    return code;
  }

  final CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
