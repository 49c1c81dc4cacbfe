package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.identity.CitizenImport;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.KeyRotation;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.testing.Clause;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who changes keys, applications and self-service machines says who they are. */
@Clause({"L9", "G4"})
class GivenCommandTest {

  private final RunningServer server = RunningServer.shared();
  private final String operator = "op-" + UUID.randomUUID().toString().substring(0, 8);
  private final StringWriter said = new StringWriter();

  @TempDir private Path folder;

  /** At the running server. */
  private final class Here implements Caller {
    private final PrintWriter out = new PrintWriter(said, true);

    @Override
    public PrintWriter out() {
      return out;
    }

    @Override
    public PrintWriter err() {
      return out;
    }

    @Override
    public boolean isTerminal() {
      return false;
    }

    @Override
    public String line(String question) {
      return "";
    }

    @Override
    public Path file(String typed) {
      return Path.of(typed);
    }

    @Override
    public int work(ToIntFunction<ApplicationContext> work) {
      var opened = new StaticApplicationContext();
      for (Class<?> type :
          List.of(
              Audit.class,
              KeyRotation.class,
              Kiosks.class,
              Issuer.class,
              ClientApply.class,
              CitizenImport.class)) {
        opened.getBeanFactory().registerSingleton(type.getName(), server.bean(type));
      }
      return work.applyAsInt(opened);
    }
  }

  private int given(String... words) {
    return AdminCommands.run(words, new Here());
  }

  /** What the trail says that they gave, and what it says next, oldest first. */
  private List<String> trail() {
    return server
        .bean(JdbcClient.class)
        .sql(
            """
            select type || coalesce(' ' || (details::json ->> 'command'), '') from audit_event
             where id >= (select id from audit_event
                           where details::json ->> 'operator' = :operator order by id limit 1)
               and type in ('command.given', 'client.applied', 'kiosk.added', 'kiosk.ended',
                            'key.rotated', 'key.generated')
             order by id
            """)
        .param("operator", operator)
        .query(String.class)
        .list();
  }

  @Test
  void whoHandsAMachineItsKeyOrTakesItStandsInTheTrailBeforeIt() {
    assertThat(given("kiosk", "add", "hall", "--operator", operator)).as(said.toString()).isZero();
    String id = said.toString().replaceFirst("(?s).*Added: (\\S+).*", "$1");
    assertThat(given("kiosk", "end", id, "--operator", operator)).isZero();

    assertThat(trail())
        .containsExactly(
            "command.given kiosk add", "kiosk.added", "command.given kiosk end", "kiosk.ended");
  }

  @Test
  void whoRotatesKeysStandsInTheTrailBeforeIt() throws Exception {
    List<String> before = rsa();
    assertThat(given("keys", "rotate", "RS256", "--now", "--operator", operator)).isZero();
    assertThat(said.toString()).containsPattern("Signing now: ES256 \\S+, RS256 \\S+\\R");

    assertThat(trail())
        .containsExactly("command.given keys rotate", "key.rotated", "key.generated");
    String active = said.toString().replaceFirst("(?s).*RS256 (\\S+).*", "$1");
    String old = before.stream().filter(kid -> !kid.equals(active)).findFirst().orElseThrow();
    assertThat(given("keys", "withdraw", old, "--operator", operator))
        .as("the next tests find as many keys as before")
        .isZero();
  }

  private List<String> rsa() throws ParseException {
    return JWKSet.parse(server.get(Endpoints.JWKS, Map.of()).body()).getKeys().stream()
        .filter(key -> JWSAlgorithm.RS256.equals(key.getAlgorithm()))
        .map(JWK::getKeyID)
        .toList();
  }

  @Test
  void whoAppliesAFileStandsInTheTrailAndWhoOnlyLooksDoesNot() throws IOException {
    String file =
        Files.writeString(
                folder.resolve("clients.yml"),
                """
                clients:
                  - client_id: %s
                    name: { zh-CN: 应用, zh-TW: 應用, en: App }
                    department: { zh-CN: 部门, zh-TW: 部門, en: Department }
                    purpose: { zh-CN: 测试, zh-TW: 測試, en: Test }
                    secrets: [{ label: one }]
                    grant_types: [client_credentials]
                    scopes: ["own:read"]
                    sector: tests
                """
                    .formatted("client-" + operator))
            .toString();

    assertThat(given("client", "apply", file, "--dry-run", "--operator", operator)).isZero();
    assertThat(given("client", "apply", file, "--operator", operator)).as("not asked").isEqualTo(1);
    assertThat(said.toString()).contains("nobody can be asked without a terminal. Give --yes");
    assertThat(trail()).isEmpty();

    assertThat(given("client", "apply", file, "--yes", "--operator", operator)).isZero();
    assertThat(trail()).containsExactly("command.given client apply", "client.applied");
  }

  @Test
  void ofATrialOfAnImportNothingIsSaidToBeImported() throws IOException {
    Path file = folder.resolve("citizens.csv");
    Files.writeString(file, "document_number,name\n" + ProofFixtures.idNumber() + ",林晓月\n");
    String[] words = {
      "citizen", "import", file.toString(), "--source", operator, "--operator", operator
    };

    assertThat(
            given(Stream.concat(Stream.of(words), Stream.of("--dry-run")).toArray(String[]::new)))
        .isZero();
    assertThat(said.toString()).contains("1 read, 1 good, ").doesNotContain("imported");

    assertThat(given(words)).isZero();
    assertThat(said.toString()).contains("1 read, 1 imported, ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kiosk add hall",
        "kiosk end 00000000-0000-0000-0000-000000000000",
        "keys rotate",
        "keys withdraw kid",
        "keys reseal",
        "keys replace client-secrets",
        "keys reindex",
        "keys rewrap file",
        "client apply file"
      })
  void nobodyChangesThemWithoutSayingWhoTheyAre(String command) {
    assertThat(given(command.split(" "))).isEqualTo(2);
    assertThat(said.toString()).contains("--operator=CODE");
  }
}
