package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.CitizenImport;
import cn.tongxing.idp.identity.Standings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accounts of an earlier system; who may use the service, and by which phone. */
@Command(
    name = "citizen",
    mixinStandardHelpOptions = true,
    description = {
      "Finds persons; takes over the accounts of an earlier system; shuts persons out; changes a "
          + "lost phone; gives an account to whose it is; merges two of one person; freezes "
          + "accounts; withdraws evidence; erases persons; lets ended links come again."
    },
    subcommands = {
      FindCommand.class,
      StandingCommand.Disable.class,
      StandingCommand.Enable.class,
      FreezeCommand.Freeze.class,
      FreezeCommand.Thaw.class,
      PhoneCommand.class,
      TakeOverCommand.Take.class,
      TakeOverCommand.Undo.class,
      MergeCommand.Merge.class,
      MergeCommand.Unmerge.class,
      EvidenceCommand.class,
      EraseCommand.class,
      AllowLinkCommand.class
    })
final class CitizenCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Imports a file (CSV, or JSON lines by the ending .jsonl).",
        "Can be stopped and started again. Columns: docs/operations/citizen-import.md. "
            + "Exit code 1 if any row was refused."
      })
  int importFile(
      @Parameters(paramLabel = "FILE", description = "the persons to take over") Path file,
      @Option(
              names = "--source",
              paramLabel = "NAME",
              defaultValue = "earlier-system",
              description = "name of the earlier system (default: ${DEFAULT-VALUE})")
          String source,
      @Option(names = "--dry-run", description = "check everything, store nothing") boolean dryRun,
      @Option(
              names = "--refusals",
              paramLabel = "FILE",
              description = "where to list what was refused (default: beside the file)")
          @Nullable Path refusals,
      @Option(
              names = "--accept-warnings",
              description = "store although names look as if they had been decoded wrongly")
          boolean acceptWarnings,
      @Option(
              names = "--drop-unusable-hashes",
              description =
                  "take persons without their password where its hash is of no known form")
          boolean dropUnusableHashes,
      @Mixin OneOperator by) {
    Standings.Reason operator = by.operator();
    TypedOption.readable(spec, "FILE", file);
    var options =
        new CitizenImport.Options(
            source,
            operator,
            dryRun,
            Optional.ofNullable(refusals),
            acceptWarnings,
            dropUnusableHashes);
    return OpenServer.with(server -> run(server, file, options));
  }

  private int run(ApplicationContext server, Path file, CitizenImport.Options options) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    CitizenImport.Report report =
        server
            .getBean(CitizenImport.class)
            .run(file, options, now -> progress(out, now, options.dryRun()));
    if (report.warnings() > 0) {
      out.printf(
          "warning: %d names look as if they had been decoded wrongly (NAME_SUSPECT)%n",
          report.warnings());
    }
    if (report.warnings() > 0 && !options.acceptWarnings() && !options.dryRun()) {
      out.printf("Nothing was stored. Look at them: %s%n", report.refusals());
      out.printf("If the names are right, say so with --accept-warnings.%n");
      return 1;
    }
    if (report.withoutPassword() > 0) {
      out.printf("%d without their password: unknown hash%n", report.withoutPassword());
    }
    if (report.sharing() > 0) {
      out.printf(
          "%d with a number that another's document has too (NUMBER_SHARED): with a password they"
              + " sign in by phone%n",
          report.sharing());
    }
    report.reasons().forEach((reason, rows) -> out.printf("refused %s: %d%n", reason, rows));
    out.printf(
        "%s %d of %d rows.%s%n",
        options.dryRun() ? "Would import" : "Imported",
        report.imported(),
        report.read(),
        listed(report));
    return report.refused() == 0 ? 0 : 1;
  }

  /** Where the rows are listed that need a look. */
  private static String listed(CitizenImport.Report report) {
    boolean any = report.refused() + report.warnings() + report.sharing() > 0;
    return any ? " Refused rows: " + report.refusals() : "";
  }

  private static void progress(PrintWriter out, CitizenImport.Progress now, boolean dryRun) {
    out.printf(
        "%d read, %d %s, %d known, %d refused%n",
        now.read(), now.imported(), dryRun ? "good" : "imported", now.known(), now.refused());
  }
}
