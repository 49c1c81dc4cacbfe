package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.client.ClientRegister;
import cn.tongxing.idp.keys.DataKeyChanges;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.StaticApplicationContext;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is registered, listed and shown from the real registry. */
@Clause("O5")
class RegisterCommandTest {

  private final RunningServer server = RunningServer.shared();
  private final StaticApplicationContext context = new StaticApplicationContext();
  private final StringWriter said = new StringWriter();

  @TempDir private Path folder;

  RegisterCommandTest() {
    context.getBeanFactory().registerSingleton("register", server.bean(ClientRegister.class));
  }

  private int list(String... words) {
    var command = new RegisterCommand.ListClients();
    parsed(command, words);
    return command.list(context);
  }

  private int show(String... words) {
    var command = new RegisterCommand.Show();
    parsed(command, words);
    return command.show(context);
  }

  private void parsed(Object command, String... words) {
    new CommandLine(command).setOut(new PrintWriter(said, true)).parseArgs(words);
  }

  @Test
  void everyApplicationIsListedByIdNameAndDepartment() {
    assertThat(list()).isZero();
    assertThat(said.toString().lines()).anyMatch(line -> line.matches("fund  公积金\\S*  \\S+"));
  }

  @Test
  void theListIsAnObjectALineForPrograms() {
    assertThat(list("--json")).isZero();
    JsonNode fund =
        said.toString()
            .lines()
            .map(line -> JsonMapper.shared().readTree(line))
            .filter(each -> each.path("client_id").asString().equals("fund"))
            .findFirst()
            .orElseThrow();
    assertThat(fund.path("client_uri").asString()).isEqualTo("https://fund.example/start?from=id");
    assertThat(fund.path("enabled").asBoolean()).isTrue();
  }

  @Test
  void oneIsShownAsItsFileHasItAndNoSecretOfIt() {
    assertThat(show("fund")).isZero();
    assertThat(said.toString())
        .startsWith("clients:")
        .contains("client_id: \"fund\"", "minimum_acr: ", "sector: ", "consent_required: ")
        .contains("token_endpoint_auth_method: \"client_secret_")
        .doesNotContain("hash", "tests-only-");

    assertThat(show("fund", "--json")).isZero();
    JsonNode object = JsonMapper.shared().readTree(said.toString().lines().toList().getLast());
    assertThat(object.path("redirect_uris").isArray()).isTrue();
    assertThat(object.path("secrets").get(0).path("label").isString()).isTrue();
    assertThat(object.path("sector").isString()).isTrue();
    assertThat(object.path("enabled").isBoolean()).isTrue();
    assertThat(object.path("name").path("zh-CN").isString()).isTrue();
  }

  @Test
  void whatIsShownIsAFileThatChangesNothing() throws IOException {
    ClientRegister register = server.bean(ClientRegister.class);
    assertThat(register.all()).isNotEmpty();
    for (ClientRegister.Entry each : register.all()) {
      said.getBuffer().setLength(0);
      assertThat(show(each.id().value())).isZero();
      Path file = Files.writeString(folder.resolve("clients.yml"), said.toString());

      assertThat(server.bean(ClientApply.class).plan(file))
          .isInstanceOfSatisfying(
              ClientApply.Plan.class,
              plan -> assertThat(plan.asText()).isEqualTo("Nothing to change.\n"));
    }
  }

  @Test
  void whatIsNotRegisteredIsSaidToBeThat() {
    assertThat(show("nobody")).isEqualTo(1);
    assertThat(said.toString()).contains("No relying party is registered by this id");
  }

  /** Wrong words are told before anything is opened. */
  @Test
  void anAlgorithmOrPurposeThatIsNoneIsWrongUsageOfTheCommand() {
    assertThat(keys("rotate", "ES257", "--operator", "op1")).isEqualTo(2);
    assertThat(keys("replace", "cookies", "--operator", "op1")).isEqualTo(2);
    assertThat(said.toString())
        .contains("ALG: that is no algorithm", "PURPOSE: one of session-cookies");
    assertThat(server.bean(DataKeyChanges.class).hashPurposes())
        .containsExactlyInAnyOrderElementsOf(KeysCommand.PURPOSES);
  }

  private int keys(String... words) {
    PrintWriter out = new PrintWriter(said, true);
    return new CommandLine(new KeysCommand()).setOut(out).setErr(out).execute(words);
  }
}
