package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.client.ClientRegister;
import cn.tongxing.idp.client.ClientRegister.Entry;
import cn.tongxing.idp.client.ClientRegister.Sheet;
import cn.tongxing.idp.kernel.ClientId;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What is registered. No secret is known here, only the labels of those that are good. */
abstract class RegisterCommand {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "an object a line (JSON Lines)")
  private boolean json;

  final boolean json() {
    return json;
  }

  final CommandSpec line() {
    return Objects.requireNonNull(spec);
  }

  final PrintWriter out() {
    return line().commandLine().getOut();
  }

  /** {@code client list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Lists the relying parties: id, name, department; the disabled ones are marked.")
  static final class ListClients extends RegisterCommand implements Callable<Integer> {

    @Override
    public Integer call() {
      return OpenServer.with(this::list);
    }

    int list(ApplicationContext server) {
      List<Entry> all = server.getBean(ClientRegister.class).all();
      all.forEach(each -> out().println(json() ? object(each) : line(each)));
      if (all.isEmpty() && !json()) {
        out().println("No relying party is registered.");
      }
      return 0;
    }

    private static String line(Entry each) {
      return each.id().value()
          + "  "
          + each.name().simplified()
          + "  "
          + each.department().simplified()
          + (each.enabled() ? "" : "  (disabled)");
    }

    private static String object(Entry each) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("client_id", each.id().value());
      fields.put("name", each.name().simplified());
      fields.put("department", each.department().simplified());
      each.home().ifPresent(home -> fields.put("client_uri", home));
      fields.put("signs_persons_in", each.signsPersonsIn());
      fields.put("enabled", each.enabled());
      return JsonMapper.shared().writeValueAsString(fields);
    }
  }

  /** {@code client show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows a relying party as the file of 'client apply' has it, without its secrets.",
        "Exit code 1 if there is none of this id."
      })
  static final class Show extends RegisterCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "its client_id")
    private String id = "";

    @Override
    public Integer call() {
      TypedOption.made(line(), "ID", () -> new ClientId(id));
      return OpenServer.with(this::show);
    }

    int show(ApplicationContext server) {
      Optional<Sheet> found = server.getBean(ClientRegister.class).find(new ClientId(id));
      if (found.isEmpty()) {
        out().println("No relying party is registered as " + id + "; 'client list' shows all.");
        return 1;
      }
      out().println(json() ? object(found.get()) : text(found.get()));
      return 0;
    }

    private static String text(Sheet sheet) {
      StringBuilder text = new StringBuilder("client_id: ").append(sheet.id().value());
      all(sheet)
          .forEach((name, values) -> {
            text.append(System.lineSeparator()).append(name).append(':');
            if (values.size() == 1) {
              text.append(' ').append(values.getFirst());
            } else {
              values.forEach(
                  value -> text.append(System.lineSeparator()).append("  - ").append(value));
            }
          });
      return text.toString();
    }

    private static String object(Sheet sheet) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("client_id", sheet.id().value());
      fields.putAll(all(sheet));
      return JsonMapper.shared().writeValueAsString(fields);
    }

    /** What is empty is left out, as in a file. */
    private static Map<String, List<String>> all(Sheet sheet) {
      Map<String, List<String>> all = new LinkedHashMap<>(sheet.fields());
      all.put("secrets", sheet.secrets());
      all.values().removeIf(List::isEmpty);
      return all;
    }
  }
}
