package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.FoundPerson;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.PersonLookups.Asking;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whom a caller or visitor means, and what their account is like. */
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    description = {
      "Finds a person by a document number, or by a phone: the id that other commands take, "
          + "the standing, the level and what it rests on, ways to sign in, what waits.",
      "Everything is masked. The look-up stands in the trail, with who looked and why. Exit code 1 if nobody was found."
    })
final class FindCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PERSON",
      arity = "0..1",
      description = {
        "an id, as the trail shows it;",
        "without it, a document number is asked for, or read from standard input:",
        "numbers do not belong on a command line, where others can read them"
      })
  private @Nullable UUID person;

  @Option(names = "--phone", description = "asks for a phone number instead")
  private boolean byPhone;

  @Option(
      names = "--case",
      required = true,
      paramLabel = "NUMBER",
      description = "number of the case in your own records, for the trail; nothing personal")
  private @Nullable String caseNumber;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = "why, as a code for the trail; nothing personal, and no document's number")
  private @Nullable String reason;

  @Mixin private final OneOperator by = new OneOperator();

  /** How the persons are looked for. */
  interface Search {
    List<FoundPerson> in(PersonLookups lookups, Asking asking, RequestOrigin origin);
  }

  @Override
  public Integer call() {
    Asking asking =
        Asking.of(
            by.operator(), new Case(by.code("--reason", reason), by.code("--case", caseNumber)));
    Search search = search();
    return OpenServer.with(server -> run(server, search, asking));
  }

  private Search search() {
    if (person != null) {
      if (byPhone) {
        throw new ParameterException(line().commandLine(), "--phone: the id names the person");
      }
      PersonId id = new PersonId(person);
      return (lookups, asking, origin) -> lookups.byId(id, asking, origin);
    }
    return byPhone
        ? phone(TypedNumber.phone(spec, "Phone number: "))
        : document(TypedNumber.document(spec, "Document number: "));
  }

  static Search document(String number) {
    return (lookups, asking, origin) -> lookups.byDocument(number, asking, origin);
  }

  static Search phone(PhoneNumber phone) {
    return (lookups, asking, origin) -> lookups.byPhone(phone, asking, origin);
  }

  /** The work on an open server; gives the exit code. */
  int run(ApplicationContext server, Search search, Asking asking) {
    var out = line().commandLine().getOut();
    List<FoundPerson> found =
        search.in(server.getBean(PersonLookups.class), asking, RequestOrigin.SERVER);
    if (found.isEmpty()) {
      out.println("Nobody was found.");
      return 1;
    }
    found.forEach(each -> new PersonSheet(each).print(out));
    if (found.size() > 1) {
      out.printf("%d persons: name the one you mean by id.%n", found.size());
    }
    return 0;
  }

  private CommandSpec line() {
    return Objects.requireNonNull(spec);
  }
}
