package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneChanges.Outcome;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/** {@code citizen phone}. */
@Command(
    name = "phone",
    mixinStandardHelpOptions = true,
    description = {
      "Begins a change of a person's phone. It waits 48 hours, in which the person can stop it by",
      "any factor of the account; nothing skips that. The new number is asked for, or read from",
      "standard input: numbers do not belong on a command line."
    })
final class PhoneCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PERSON", description = "the person's id, as the trail shows it")
  private @Nullable UUID person;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = "why, as a code for the trail; nothing personal")
  private @Nullable String reason;

  @Option(
      names = "--case",
      required = true,
      paramLabel = "NUMBER",
      description = "the number of the case in your own records")
  private @Nullable String caseNumber;

  @Override
  public Integer call() {
    Standings.Reason why = why();
    Optional<PhoneNumber> phone = PhoneNumber.parse(typed());
    if (phone.isEmpty()) {
      throw new ParameterException(spec().commandLine(), "this is no mobile number");
    }
    return OpenServer.with(server -> run(server, phone.get(), why));
  }

  private Standings.Reason why() {
    try {
      return new Standings.Reason(reason + "/" + caseNumber);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--reason, --case: " + e.getMessage());
    }
  }

  /** The work on an open server; gives the exit code. */
  int run(ApplicationContext server, PhoneNumber phone, Standings.Reason why) {
    PersonId one = new PersonId(Objects.requireNonNull(person));
    Outcome outcome =
        server.getBean(PhoneChanges.class).askFor(one, phone, why, RequestOrigin.SERVER);
    return switch (outcome) {
      case Outcome.Waits waits -> say(0, "The phone changes at " + waits.dueAt() + ": " + one);
      case Outcome.Changed _ -> say(0, "The phone was changed: " + one);
      case Outcome.TheirsAlready _ -> say(0, "It was so already: " + one);
      case Outcome.WaitsAlready waits ->
          say(1, "Another change waits until " + waits.dueAt() + ". Nothing was changed.");
      case Outcome.AtCounter _, Outcome.NotShown _ ->
          say(1, "Changes of this account were stopped twice: only the counter can decide.");
      case Outcome.NoRoom _ -> say(1, "Five persons have this phone. Nothing was changed.");
      case Outcome.Nobody _ -> say(1, "There is no such person who may use the service: " + one);
    };
  }

  private int say(int code, String words) {
    PrintWriter out = spec().commandLine().getOut();
    out.println(words);
    return code;
  }

  private static String typed() {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (terminal.isPresent()) {
      return Objects.requireNonNullElse(terminal.get().readLine("New phone: "), "");
    }
    try {
      var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      return Objects.requireNonNullElse(lines.readLine(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
