package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Freezes;
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
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does something to one person, named by id or by the number of a document. */
abstract class PersonCommand implements Callable<Integer> {

  /** How to come by an id. */
  static final String BY_ID = "the person's id: 'citizen find' says it, and the trail";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PERSON",
      arity = "0..1",
      description = {
        BY_ID + ";",
        "without it, a document number is asked for, or read from standard input:",
        "numbers do not belong on a command line, where others can read them"
      })
  private @Nullable UUID person;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = {
        "why, for the trail: a code, or the number of a case where there is no --case;",
        "nothing personal, and no number of a document"
      })
  private @Nullable String reason;

  /** The work; gives the exit code. */
  abstract int act(ApplicationContext server, PersonId person, Standings.Reason why);

  /** Who answers for it, and for the look-up by number before it. */
  abstract Standings.Reason operator();

  /** Looks at the options, before anything is asked for or opened. */
  abstract void check();

  /** What else is asked for, before the server is opened. */
  void ask() {}

  @Override
  public Integer call() {
    Standings.Reason why = reason();
    check();
    Optional<UUID> named = Optional.ofNullable(person);
    String number = named.isPresent() ? "" : TypedNumber.document(spec, "Document number: ");
    ask();
    return OpenServer.with(server -> run(server, named.map(PersonId::new), number, why));
  }

  final Standings.Reason reason() {
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
    List<PersonId> persons =
        named.map(List::of).orElseGet(() -> holders(server, documentNumber, why));
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

  private List<PersonId> holders(ApplicationContext server, String number, Standings.Reason why) {
    Asking asking = new Asking(operator(), why, Optional.empty());
    return server.getBean(PersonLookups.class).holders(number, asking, RequestOrigin.SERVER);
  }

  /** Whose account was meant: both, where whoever was named became part of another one. */
  static String whose(ApplicationContext server, PersonId one) {
    PersonId account = server.getBean(Freezes.class).account(one);
    return account.equals(one)
        ? one.toString()
        : account + ", of which " + one + " has become part";
  }

  final int say(int code, String words) {
    spec().commandLine().getOut().println(words);
    return code;
  }

  final CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
