package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The trail. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Verifies the audit trail.")
final class AuditCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Walks the whole trail along its keyed hash chain and its signed checkpoints,",
        "and names the first row that is not as it was written. Exit code 1 if there is one."
      })
  int verify(
      @Option(
              names = "--witnesses",
              paramLabel = "FILE",
              description = "checkpoints kept elsewhere (from the log), one a line")
          @Nullable Path witnesses) {
    return OpenServer.with(
        server -> say(server.getBean(AuditVerification.class).verify(lines(witnesses))));
  }

  private int say(TrailState state) {
    PrintWriter out = spec.commandLine().getOut();
    return switch (state) {
      case TrailState.Intact intact -> {
        out.printf(
            "Intact: %d events in the chain, the last checkpoint covers %d, %d too young to be"
                + " sealed.%n",
            intact.sealed(), intact.checkpoint(), intact.unsealed());
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

  private static List<String> lines(@Nullable Path file) {
    try {
      return file == null ? List.of() : Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
