package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.TrailReading;
import cn.tongxing.idp.audit.TrailReading.Reader;
import cn.tongxing.idp.audit.TrailReading.Seen;
import cn.tongxing.idp.audit.TrailReading.Wanted;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What happened, for whoever looks into a case. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows events of the trail in the order of time, each compared with its own link of the "
          + "chain; addresses are masked. The trail has who read it and why.",
      "Archived months are not read. The whole chain is verified by 'audit verify'. Exit code 1 "
          + "if an event is not what its link was made of."
    })
final class ShowTrailCommand implements Callable<Integer> {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST = 1000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--person",
      paramLabel = "ID",
      description = "about this person; 'citizen find' says the id")
  private @Nullable UUID person;

  @Option(
      names = "--sign-in",
      paramLabel = "ID",
      description = "of this sign-in: the day from its begin, if no time is named")
  private @Nullable UUID signIn;

  @Option(
      names = "--event",
      paramLabel = "NAME",
      description = "of this kind: docs/operations/audit-events.md")
  private @Nullable String event;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "nothing earlier: 2026-05-01, 2026-05-01T09:30 (time of China),",
        "2026-05-01T09:30+08:00 (default: the last 24 hours; of a person, all)"
      })
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "nothing then or later; of a date, that day still (default: now)")
  private @Nullable String until;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "100",
      description = "how many at most, up to " + MOST + " (default: ${DEFAULT-VALUE})")
  private int most;

  @Option(
      names = "--after",
      paramLabel = "EVENT",
      description = "the next page: what comes after this event")
  private @Nullable UUID after;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = {
        "why, for the trail: a code or the number of a case;",
        "nothing personal, and no number of a document"
      })
  private @Nullable String reason;

  @Mixin private final OneOperator by = new OneOperator();

  @Option(names = "--json", description = "an object a line (JSON Lines)")
  private boolean json;

  @Override
  public Integer call() {
    check();
    return OpenServer.with(this::run);
  }

  /** Wrong usage is said before anything starts. */
  private void check() {
    if (most < 1 || most > MOST) {
      throw new ParameterException(line().commandLine(), "--most: 1 to " + MOST);
    }
    Wanted wanted = wanted(Instant.EPOCH);
    if (since != null && until != null) {
      ordered(wanted);
    }
    reader();
  }

  private Reader reader() {
    return new Reader(
        by.operator().code(), by.code("--reason", reason).code(), RequestOrigin.SERVER);
  }

  /** The work on an open server; gives the exit code. */
  int run(ApplicationContext server) {
    Instant now = server.getBean(InstantSource.class).instant();
    List<Seen> found =
        server
            .getBean(TrailReading.class)
            .read(ordered(wanted(now)), Optional.ofNullable(after), most + 1, reader());
    List<Seen> page = found.subList(0, Math.min(most, found.size()));
    PrintWriter out = line().commandLine().getOut();
    page.forEach(
        each -> out.print(json ? new TrailEntry(each).json() : new TrailEntry(each).text()));
    PrintWriter beside = json ? line().commandLine().getErr() : out;
    beside.printf("%d events.%n", page.size());
    if (found.size() > most) {
      beside.printf("There are more: --after %s%n", page.getLast().id());
    }
    long broken = page.stream().filter(each -> each.link() == TrailReading.Link.BROKEN).count();
    if (broken > 0) {
      beside.printf("%d are not what was sealed: run 'audit verify'.%n", broken);
    }
    beside.flush();
    return broken > 0 ? 1 : 0;
  }

  /** Nothing lies between times that are the wrong way round: better said than taken for that. */
  private Wanted ordered(Wanted wanted) {
    if (!wanted.since().isBefore(wanted.until())) {
      throw new ParameterException(
          line().commandLine(),
          "--until: it is not after --since, or after where that begins by itself");
    }
    return wanted;
  }

  private Wanted wanted(Instant now) {
    Optional<SignInId> one = Optional.ofNullable(signIn).map(SignInId::new);
    Optional<Instant> began = one.map(each -> TimeOrderedId.timeOf(each.value()));
    Instant usual = began.orElse(person == null ? now.minus(DAY) : Instant.EPOCH);
    Instant from =
        Optional.ofNullable(since)
            .map(typed -> TypedOption.made(spec, "--since", () -> TrailTime.since(typed)))
            .orElse(usual);
    Instant to =
        Optional.ofNullable(until)
            .map(typed -> TypedOption.made(spec, "--until", () -> TrailTime.until(typed)))
            .orElseGet(() ->
                began.filter(_ -> since == null).map(each -> each.plus(DAY)).orElse(now.plus(DAY)));
    return new Wanted(
        Optional.ofNullable(person).map(PersonId::new),
        one,
        Optional.ofNullable(event)
            .map(name -> TypedOption.made(spec, "--event", () -> named(name))),
        from,
        to);
  }

  private static AuditEventType named(String code) {
    return Arrays.stream(AuditEventType.values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no event of that name"));
  }

  private CommandSpec line() {
    return Objects.requireNonNull(spec);
  }
}
