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
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

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
        "Shows a relying party as a file that 'client apply' takes, and that changes nothing. "
            + "Of secrets it has the labels alone.",
        "Exit code 1 if there is none of this id."
      })
  static final class Show extends RegisterCommand implements Callable<Integer> {

    private static final YAMLMapper YAML =
        YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.INDENT_ARRAYS, YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

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
        out().println("No relying party is registered by this id; 'client list' shows all.");
        return 1;
      }
      out().println(json() ? object(found.get()) : file(found.get()));
      return 0;
    }

    private static String file(Sheet sheet) {
      return YAML.writeValueAsString(Map.of("clients", List.of(sheet.entry()))).stripTrailing();
    }

    private static String object(Sheet sheet) {
      return JsonMapper.shared().writeValueAsString(sheet.entry());
    }
  }
}
