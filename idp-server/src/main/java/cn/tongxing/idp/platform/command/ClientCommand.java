package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.LogoutDeliveries;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Relying parties as code. */
@Command(
    name = "client",
    mixinStandardHelpOptions = true,
    description = "Registers, changes and shows relying parties.",
    subcommands = {RegisterCommand.ListClients.class, RegisterCommand.Show.class})
final class ClientCommand {

  private static final Set<String> YES = Set.of("yes", "y", "是");

  @Spec private CommandSpec spec;

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the difference between a YAML file and the registry, then applies it.",
        "The file's form: docs/operations/clients.md"
      })
  int apply(
      @Parameters(paramLabel = "FILE", description = "what is to be registered, in YAML") Path file,
      @Option(names = "--dry-run", description = "show the difference only") boolean dryRun,
      @Option(names = "--yes", description = "apply without asking") boolean yes,
      @Mixin OneOperator by) {
    String who = by.operator().code();
    TypedOption.readable(spec, "FILE", file);
    return OpenServer.with(server -> apply(server, file, dryRun, yes, () -> by.note(server, who)));
  }

  private int apply(
      ApplicationContext server, Path file, boolean dryRun, boolean yes, Runnable begun) {
    PrintWriter out = spec.commandLine().getOut();
    ClientApply clients = server.getBean(ClientApply.class);
    return switch (clients.plan(file)) {
      case ClientApply.Rejected rejected -> {
        rejected.problems().forEach(out::println);
        yield 1;
      }
      case ClientApply.Plan plan -> {
        plan.warnings().forEach(warning -> out.println("warning: " + warning));
        out.print(plan.asText());
        out.flush();
        yield plan.isEmpty() || dryRun ? 0 : confirmed(clients, plan, yes, begun);
      }
    };
  }

  private int confirmed(ClientApply clients, ClientApply.Plan plan, boolean yes, Runnable begun) {
    PrintWriter out = spec.commandLine().getOut();
    if (!yes && !Caller.current().isTerminal()) {
      out.println("Nothing was changed: nobody can be asked without a terminal. Give --yes.");
      return 1;
    }
    if (!yes && !isYes(Caller.current().line("Apply? (yes/no) "))) {
      out.println("Nothing was changed: it was not answered by yes.");
      return 1;
    }
    begun.run();
    Optional<ClientApply.Applied> applied = clients.apply(plan, RequestOrigin.SERVER);
    if (applied.isEmpty()) {
      out.println("Somebody else changed the registry meanwhile; nothing was changed. Try again.");
      return 1;
    }
    applied
        .get()
        .secrets()
        .forEach(s -> out.println("secret of " + s.client() + " (shown once): " + s.reveal()));
    out.println("Applied.");
    return 0;
  }

  @Command(
      name = "deliveries",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the relying parties whose back-channel logouts do not arrive, and why.",
        "Exit code 1 if there are any. The codes: docs/operations/outbound.md"
      })
  int deliveries() {
    return OpenServer.with(this::deliveries);
  }

  int deliveries(ApplicationContext server) {
    List<LogoutDeliveries.Failing> failing = server.getBean(LogoutDeliveries.class).failing();
    PrintWriter out = spec.commandLine().getOut();
    if (failing.isEmpty()) {
      out.println("Every logout has arrived.");
      return 0;
    }
    failing.forEach(each ->
        out.printf(
            "%s: %s; %d waiting, %d given up, the oldest since %s, %d tries; next try %s%n",
            each.client(),
            each.answer(),
            each.waiting(),
            each.givenUp(),
            TrailTime.written(each.since()),
            each.attempts(),
            each.nextTry().map(TrailTime::written).orElse("none")));
    return 1;
  }

  static boolean isYes(String answer) {
    return YES.contains(answer.strip().toLowerCase(Locale.ROOT));
  }
}
