package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.CitizenImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accounts of an earlier system; and who may use the service. */
@Command(
    name = "citizen",
    mixinStandardHelpOptions = true,
    description = "Takes over the accounts of an earlier system; shuts persons out.",
    subcommands = {StandingCommand.Disable.class, StandingCommand.Enable.class})
final class CitizenCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Imports a file (CSV, or JSON lines by the ending .jsonl). Can be stopped and started again.",
        "Columns: docs/operations/citizen-import.md. Exit code 1 if any row was refused."
      })
  int importFile(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--source",
              defaultValue = "earlier-system",
              description = "name of the earlier system (default: ${DEFAULT-VALUE})")
          String source,
      @Option(names = "--dry-run", description = "check everything, store nothing") boolean dryRun,
      @Option(
              names = "--refusals",
              paramLabel = "FILE",
              description = "where to list what was refused (default: beside the file)")
          @Nullable Path refusals) {
    var options = new CitizenImport.Options(source, dryRun, Optional.ofNullable(refusals));
    return OpenServer.with(server -> run(server, file, options));
  }

  private int run(ApplicationContext server, Path file, CitizenImport.Options options) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    CitizenImport.Report report =
        server
            .getBean(CitizenImport.class)
            .run(
                file,
                options,
                now ->
                    out.printf(
                        "%d read, %d imported, %d known, %d refused%n",
                        now.read(), now.imported(), now.known(), now.refused()));
    report.reasons().forEach((reason, rows) -> out.printf("refused %s: %d%n", reason, rows));
    out.printf(
        "%s %d of %d rows. Refused rows: %s%n",
        options.dryRun() ? "Would import" : "Imported",
        report.imported(),
        report.read(),
        report.refusals());
    return report.refused() == 0 ? 0 : 1;
  }
}
