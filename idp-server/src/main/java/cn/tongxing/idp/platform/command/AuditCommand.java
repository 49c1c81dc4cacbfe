package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.audit.AuditArchives;
import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.audit.Witnesses;
import cn.tongxing.idp.identity.Standings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The trail. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Shows, verifies and archives the audit trail.",
    subcommands = ShowTrailCommand.class)
final class AuditCommand {

  /** Citizens see 92 days of their own history: three whole months may be 89. */
  private static final int LEAST_MONTHS = 4;

  @Spec private CommandSpec spec;

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Walks the whole trail along its keyed hash chain and its signed checkpoints, "
            + "and names the first row that is not as it was written.",
        "Exit code 1 if there is one."
      })
  int verify(
      @Option(
              names = "--witnesses",
              paramLabel = "PLACE",
              description = {
                "checkpoints kept elsewhere: a log of the server, a witness file, or a folder of",
                "them; lines that are no checkpoint are passed by; may be given several times",
                "(default: those in idp.audit.witness-folder)"
              })
          @Nullable List<Path> witnesses,
      @Option(
              names = "--archives",
              paramLabel = "PLACE",
              description = "archives to verify as well: a file, or a folder of them")
          @Nullable List<Path> archives) {
    List<String> given = checkpoints(witnesses).stream().distinct().toList();
    List<Path> files = archiveFiles(archives);
    return OpenServer.with(server -> {
      List<String> checkpoints = witnesses == null ? beside(server) : given;
      return say(
          server.getBean(AuditVerification.class).verify(checkpoints, files),
          checkpoints.size(),
          files.size());
    });
  }

  @Command(
      name = "archive",
      mixinStandardHelpOptions = true,
      description = {
        "Moves old months of the trail into a file, which 'audit verify --archives' " + "reads.",
        "Exit code 1 if it cannot be done now, or the trail is damaged."
      })
  int archive(
      @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "where to")
          Path folder,
      @Option(
              names = "--keep-months",
              defaultValue = "6",
              paramLabel = "N",
              description =
                  "whole months that stay in the database beside the present one, 4 at least (default:"
                      + " ${DEFAULT-VALUE})")
          int keep,
      @Mixin OneOperator by) {
    Standings.Reason operator = by.operator();
    if (keep < LEAST_MONTHS) {
      throw new ParameterException(spec.commandLine(), "--keep-months: at least " + LEAST_MONTHS);
    }
    return OpenServer.with(server -> archive(server, folder, keep, operator));
  }

  private int archive(ApplicationContext server, Path folder, int keep, Standings.Reason operator) {
    PrintWriter out = spec.commandLine().getOut();
    YearMonth present =
        YearMonth.from(server.getBean(InstantSource.class).instant().atOffset(ZoneOffset.UTC));
    YearMonth before = present.minusMonths(keep);
    return switch (server.getBean(AuditArchives.class).archive(before, folder, operator.code())) {
      case AuditArchives.Outcome.Archived done -> {
        out.printf(
            "Archived positions %d to %d into %s; dropped %s.%nCopy the file to where it is kept.%n",
            done.first(), done.last(), done.file(), String.join(", ", done.months()));
        yield 0;
      }
      case AuditArchives.Outcome.NothingToDo _ -> {
        out.println("Nothing to archive: no sealed event is that old.");
        yield 0;
      }
      case AuditArchives.Outcome.NotYet not -> {
        out.println(sentence(not.reason()) + " Nothing was changed.");
        yield 1;
      }
      case AuditArchives.Outcome.Damaged damaged -> say(damaged.where(), 0, 0);
    };
  }

  private int say(TrailState state, int witnesses, int archives) {
    PrintWriter out = spec.commandLine().getOut();
    return switch (state) {
      case TrailState.Intact intact -> {
        out.printf(
            "Intact: %d events in the chain, the last checkpoint covers %d, %d too young to be"
                + " sealed.%n",
            intact.sealed(), intact.checkpoint(), intact.unsealed());
        long compared = witnesses - intact.unsaid();
        if (compared > 0) {
          out.printf("Checkpoints kept elsewhere: %d, and the trail agrees with all.%n", compared);
        } else if (intact.unsaid() == 0) {
          out.println("Checkpoints kept elsewhere: none was found, so nothing was compared.");
        }
        if (intact.unsaid() > 0) {
          out.printf(
              "Not compared: %d checkpoints kept elsewhere, of archives not given.%n",
              intact.unsaid());
        }
        if (archives > 0) {
          out.printf("Archives verified: %d.%n", archives);
        }
        if (intact.unread() > 0) {
          out.printf("Not verified: %d events in archives not given.%n", intact.unread());
        }
        yield 0;
      }
      case TrailState.Broken broken -> {
        out.printf(
            "Broken at position %d%s: %s%n",
            broken.position(),
            broken.event().map(event -> ", event " + event).orElse(""),
            sentence(broken.damage()));
        yield 1;
      }
    };
  }

  private static String sentence(AuditArchives.Reason reason) {
    return switch (reason) {
      case MONTH_TOO_YOUNG -> "The present month stays.";
      case NOT_TIDY ->
          "Events of these months are not in the chain or not in their partition yet; the running"
              + " server sees to both.";
      case NO_CHECKPOINT_AFTER ->
          "No checkpoint was signed after these months yet; the running server does it.";
      case TABLE_IN_USE ->
          "The table of events is in use by a long transaction, such as a backup; try again.";
    };
  }

  private static String sentence(TrailState.Damage damage) {
    return switch (damage) {
      case CHANGED -> "the event or its link was changed after it was sealed.";
      case MISSING -> "the event or its link is gone.";
      case REORDERED -> "the link stands in another place than it was made for.";
      case ADDED -> "an event stands where none was sealed.";
      case CHECKPOINT_FORGED -> "a checkpoint's signature does not hold, or states another chain.";
      case CHECKPOINT_MISSING -> "a checkpoint between others is gone.";
    };
  }

  /** Finding none means that the wrong file was named: better said than taken for "intact". */
  private List<String> checkpoints(@Nullable List<Path> places) {
    List<String> found = new ArrayList<>();
    for (Path place : places == null ? List.<Path>of() : places) {
      try {
        List<String> here = Witnesses.in(place);
        if (here.isEmpty()) {
          throw new ParameterException(
              spec.commandLine(), "--witnesses: there is no checkpoint in " + place);
        }
        found.addAll(here);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  /** What the server itself wrote outside the database; it may have written none yet. */
  private static List<String> beside(ApplicationContext server) {
    String folder = server.getEnvironment().getProperty("idp.audit.witness-folder", "");
    if (folder.isBlank() || !Files.isDirectory(Path.of(folder))) {
      return List.of();
    }
    try {
      return Witnesses.in(Path.of(folder)).stream().distinct().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> archiveFiles(@Nullable List<Path> places) {
    List<Path> found = new ArrayList<>();
    for (Path place : places == null ? List.<Path>of() : places) {
      if (!Files.isDirectory(place)) {
        found.add(TypedOption.readable(spec, "--archives", place));
        continue;
      }
      try (Stream<Path> files = Files.list(place)) {
        files.filter(file -> file.toString().endsWith(".jsonl.gz")).forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }
}
