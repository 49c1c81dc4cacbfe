package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.session.Kiosks;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Self-service machines. */
@Command(
    name = "kiosk",
    mixinStandardHelpOptions = true,
    description = "Hands self-service machines their keys, lists them, takes keys away.")
final class KioskCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Adds a machine and prints a link.",
        "Opened in the machine's browser, it hands out the key; it works once, within a " + "day."
      })
  int add(
      @Parameters(paramLabel = "NAME", description = "where it stands; 1 to 60 characters")
          String name,
      @Mixin OneOperator by) {
    if (name.isBlank() || name.length() > 60) {
      throw new ParameterException(spec().commandLine(), "NAME: 1 to 60 characters");
    }
    return by.with(server -> {
      Kiosks.Added added = server.getBean(Kiosks.class).add(name);
      out().println("Added: " + added.id());
      out().println(server.getBean(Issuer.class) + "/kiosk/key/" + added.link());
      return 0;
    });
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the machines: id, since when they have a key, name.")
  int list() {
    return OpenServer.with(server -> {
      List<Kiosks.Registered> all = server.getBean(Kiosks.class).registered();
      if (all.isEmpty()) {
        out().println("No machine has been added.");
      }
      all.forEach(each ->
          out()
              .println(
                  each.id()
                      + "  "
                      + each.keyedAt().map(TrailTime::written).orElse("no key yet")
                      + "  "
                      + each.name()));
      return 0;
    });
  }

  @Command(
      name = "end",
      mixinStandardHelpOptions = true,
      description = "Takes a machine's key away. Its network may still make it a kiosk.")
  int end(
      @Parameters(paramLabel = "ID", description = "its id: 'kiosk list' says it") UUID id,
      @Mixin OneOperator by) {
    return by.with(server -> {
      boolean ended = server.getBean(Kiosks.class).end(id);
      out().println(ended ? "Ended: " + id : "There is no such machine.");
      return ended ? 0 : 1;
    });
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
