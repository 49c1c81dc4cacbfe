package cn.tongxing.idp.client.apply;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.client.ClientApply.Plan;
import cn.tongxing.idp.client.ClientApply.Rejected;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.Resources;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.ProtocolNode;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientApplyTest {

  private static final ClientId HOSPITAL = new ClientId("hospital");
  private static final String FILE =
      """
      clients:
        - client_id: hospital
          name: { zh-CN: 预约挂号, zh-TW: 預約掛號, en: Appointments }
          department: { zh-CN: 卫健委, zh-TW: 衛健委, en: Health Commission }
          purpose: { zh-CN: 为您预约, zh-TW: 為您預約, en: To book for you }
          secrets: [{ label: "2026-11" }]
          grant_types: [authorization_code]
          redirect_uris: ["https://hospital.example/callback"]
          scopes: [openid]
          sector: health
      """;

  @TempDir Path folder;
  private ProtocolNode node;
  private ClientApply clients;

  @BeforeEach
  void start() {
    node = ProtocolNode.start(folder);
    clients = node.get(ClientApply.class);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void planningWritesNothingAndApplyingTwiceChangesNothing() throws IOException {
    var plan = plan(FILE);
    assertThat(plan.asText())
        .as("ES256 where nothing is said")
        .contains("id_token_signed_response_alg: ES256")
        .startsWith("+ hospital\n")
        .contains("    + redirect_uris: https://hospital.example/callback\n");
    assertThat(node.get(Clients.class).find(new ClientId("not-there"))).isEmpty();
    assertThat(count()).isZero();

    var applied = clients.apply(plan, RequestOrigin.SERVER).orElseThrow();
    assertThat(applied.secrets()).hasSize(1);
    assertThat(applied.toString()).doesNotContain(applied.secrets().getFirst().reveal());
    assertThat(node.audited()).contains("client.applied");

    var again = plan(FILE);
    assertThat(again.isEmpty()).isTrue();
    assertThat(again.asText()).isEqualTo("Nothing to change.\n");
  }

  @Test
  @Clause({"T10", "S4"})
  void aGeneratedSecretIsShownOnceAndStoredAsHash() throws IOException {
    String secret = apply(FILE).secrets().getFirst().reveal();
    var client = node.get(Clients.class).find(HOSPITAL).orElseThrow();
    assertThat(node.get(ClientSecrets.class).matches(client, secret)).isTrue();
    assertThat(node.get(ClientSecrets.class).matches(client, secret + "x")).isFalse();
    assertThat(
            node.jdbc()
                .sql("select row_to_json(s)::text from client_secret s")
                .query(String.class)
                .single())
        .doesNotContain(secret);
  }

  @Test
  void bothSecretsWorkWhileOneIsBeingReplaced() throws IOException {
    String old = apply(FILE).secrets().getFirst().reveal();
    String both = FILE.replace("{ label: \"2026-11\" }", "{ label: \"2026-11\" }, { label: new }");
    var issued = apply(both).secrets();
    assertThat(issued).hasSize(1);
    String fresh = issued.getFirst().reveal();
    var secrets = node.get(ClientSecrets.class);
    var during = node.get(Clients.class).find(HOSPITAL).orElseThrow();
    assertThat(secrets.matches(during, old)).isTrue();
    assertThat(secrets.matches(during, fresh)).isTrue();

    apply(FILE.replace("\"2026-11\"", "new"));
    var after = node.get(Clients.class).find(HOSPITAL).orElseThrow();
    assertThat(secrets.matches(after, old)).isFalse();
    assertThat(secrets.matches(after, fresh)).isTrue();
  }

  @Test
  void theDifferenceSaysWhatAFieldLosesAndGains() throws IOException {
    apply(FILE);
    var plan = plan(FILE.replace("/callback", "/cb").replace("To book for you", "To book"));
    assertThat(plan.asText())
        .isEqualTo(
            """
            ~ hospital
                - purpose.en: To book for you
                + purpose.en: To book
                - redirect_uris: https://hospital.example/callback
                + redirect_uris: https://hospital.example/cb
            """);
  }

  @Test
  void aClientIsRemovedByNameOnly() throws IOException {
    apply(FILE);
    assertThat(plan("clients: []").isEmpty()).isTrue();
    var plan = plan("remove: [hospital]");
    assertThat(plan.asText()).isEqualTo("- hospital\n");
    clients.apply(plan, RequestOrigin.SERVER).orElseThrow();
    assertThat(node.get(Clients.class).find(HOSPITAL)).isEmpty();
    assertThat(node.audited()).contains("client.removed");
  }

  @Test
  void aPlanThatWasOvertakenIsNotApplied() throws IOException {
    var plan = plan(FILE);
    apply(FILE.replace("/callback", "/cb"));
    assertThat(clients.apply(plan, RequestOrigin.SERVER)).isEmpty();
  }

  @Test
  @Clause("W4")
  void everyProblemIsNamedWithItsPlace() throws IOException {
    String bad =
        FILE.replace("https://hospital.example/callback", "http://hospital.example/callback")
            .replace("[openid]", "[profile]")
            .replace("sector: health", "sector: Health!")
            .replace("en: Appointments", "en: ' '");
    assertThat(rejected(bad).problems())
        .containsExactly(
            "line 3: hospital: name: is required in zh-CN, zh-TW and en",
            "line 8: hospital: redirect_uris: http://hospital.example/callback:"
                + " http is for 127.0.0.1, [::1] and localhost only",
            "line 9: hospital: scopes: authorization_code needs openid",
            "line 10: hospital: sector: is required: one name for each department, in lower case");
    assertThat(rejected(FILE + "    verified: true\n").problems())
        .singleElement()
        .asString()
        .contains("verified");
    assertThat(rejected(FILE.replace("sector: health", "sector: a1\n    sector: b2")).problems())
        .isNotEmpty();
  }

  @Test
  @Clause("S1")
  void aLogoutAddressThatCouldNeverBeReachedIsRefusedWithTheReason() throws IOException {
    String bad = FILE + "    backchannel_logout_uri: \"https://10.20.0.7/logout\"\n";

    assertThat(rejected(bad).problems())
        .singleElement()
        .asString()
        .startsWith("line 11: hospital: backchannel_logout_uri: https://10.20.0.7/logout")
        .contains("10.20.0.7 is an address of private use", "idp.outbound.networks");
    assertThat(rejected(bad.replace("https://10.20.0.7", "http://127.0.0.1")).problems())
        .singleElement()
        .asString()
        .contains("this machine");
    assertThat(count()).isZero();
  }

  @Test
  @Clause({"RFC 7591 2", "R3"})
  void aHomePageIsKeptIfItIsTheClientsOwn() throws IOException {
    for (String home :
        List.of("https://hospital.example/", "https://hospital.example/a?b=1", "https://预约.政务/")) {
      String written =
          home.contains("政务") ? "https://" + java.net.IDN.toASCII("预约.政务") + "/" : home;
      apply(FILE + "    client_uri: \"" + written + "\"\n");
      assertThat(node.get(Clients.class).find(HOSPITAL).orElseThrow().presentation().clientUri())
          .contains(URI.create(written));
    }
    assertThat(plan(FILE).asText()).contains("    - client_uri: https://").contains("(预约.政务)");
    assertThat(plan(FILE).warnings())
        .singleElement()
        .asString()
        .startsWith("line 2: hospital: client_uri: is missing;");
    assertThat(plan(FILE + "    client_uri: \"https://hospital.example/\"\n").warnings()).isEmpty();
  }

  @ParameterizedTest
  @Clause({"RFC 7591 2", "R3"})
  @ValueSource(
      strings = {
        "https://elsewhere.example/",
        "https://hospital.example:8443/",
        "https://hospital.example.evil.example/",
        "http://hospital.example/",
        "javascript:alert(1)",
        "cn.gov.app:/start",
        "https://hospital.example/#home"
      })
  void aHomePageThatMayBeSomebodyElsesIsRefused(String home) throws IOException {
    assertThat(rejected(FILE + "    client_uri: \"" + home + "\"\n").problems())
        .singleElement()
        .asString()
        .startsWith("line 11: hospital: client_uri: " + home);
    assertThat(count()).isZero();
  }

  @ParameterizedTest
  @Clause("S3")
  @ValueSource(strings = {"A\\u202Eevil", "A\\u001B[2J", "A\\nB", "A\\u200BB"})
  void aNameThatHidesOrTurnsWhatPeopleReadIsRefused(String name) throws IOException {
    String bad = FILE.replace("en: Appointments", "en: \"" + name + "\"");

    assertThat(rejected(bad).problems())
        .containsExactly("line 3: hospital: name: at most 200 characters, none of them invisible");
  }

  @Test
  void aNameOfWhichLettersWereLostIsRefused() throws IOException {
    assertThat(rejected(FILE.replace("en: Appointments", "en: \"App\ufffdment\"")).problems())
        .containsExactly(
            "line 3: hospital: name: has U+FFFD: letters were lost before it was written here");
  }

  @Test
  void aFileOfAnotherFormIsAnsweredWithThePlaceAndInWords() throws IOException {
    Map<String, String> bad =
        Map.of(
            FILE + "    grants: [x]\n",
            "clients[0].grants: unknown field",
            FILE + "    enabled: maybe\n",
            "clients[0].enabled: not of the form",
            "hello",
            "the file must hold clients, remove, or both",
            FILE.replace("[openid]", "openid"),
            "clients[0].scopes: not of the form");
    for (var each : bad.entrySet()) {
      assertThat(rejected(each.getKey()).problems())
          .singleElement()
          .asString()
          .startsWith("line ")
          .contains(each.getValue())
          .doesNotContain("cn.tongxing", "Source");
    }
    assertThat(rejected("remove: [hospital, hospital]").problems())
        .containsExactly("remove: hospital is listed twice");
    assertThat(clients.plan(folder.resolve("none.yml")))
        .isEqualTo(new Rejected(List.of("the file cannot be read; it must be a file, in UTF-8")));
  }

  @ParameterizedTest
  @Clause("W4")
  @CsvSource({
    "scopes, [openid], openid, 11",
    "redirect_uris, '[\"https://hospital.example/callback\"]', 'https://hospital.example/cb', 10",
    "grant_types, [authorization_code], authorization_code, 9",
    "secrets, '[{ label: \"2026-11\" }]', 'label: a', 8"
  })
  void anEmptyEntryOfAListIsNamedWithItsPlace(String field, String list, String first, int line)
      throws IOException {
    String dashes = field + ":\n      - " + first + "\n      -";

    assertThat(rejected(FILE.replace(field + ": " + list, dashes)).problems())
        .containsExactly("line " + line + ": clients[0]." + field + "[1]: is empty");
  }

  @ParameterizedTest
  @Clause("W4")
  @ValueSource(strings = {"clients", "remove", "resources", "remove_resources"})
  void anEmptyDashIsNamedWithItsPlace(String list) throws IOException {
    assertThat(rejected(list + ":\n  -\n").problems())
        .containsExactly("line 2: " + list + "[0]: is empty");
  }

  @Test
  @Clause("W4")
  void anEmptyDashHidesNoOtherProblem() throws IOException {
    String file =
        FILE.replace("https://hospital.example/callback", "http://hospital.example/callback")
                .replace("scopes: [openid]", "scopes:\n      - openid\n      -")
                .replaceFirst("clients:\n", "clients:\n  -\n")
            + "remove: [\"no client\"]\n";

    List<String> problems = rejected(file).problems();

    assertThat(problems)
        .hasSize(4)
        .startsWith("line 2: clients[0]: is empty")
        .endsWith("line 12: clients[1].scopes[1]: is empty", "remove: not a client id: no client");
    assertThat(problems.get(1)).startsWith("line 9: hospital: redirect_uris: ");
  }

  /** It is read within the running server. */
  @Test
  @Clause("W14")
  @Timeout(60)
  void aFileWithoutEndAPipeAndOneTooLargeAreRefusedAtOnce() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(9, SECONDS)).isTrue();
    for (Path file : List.of(pipe, Path.of("/dev/zero"), folder)) {
      assertThat(clients.plan(file))
          .as(file.toString())
          .isEqualTo(new Rejected(List.of("the file cannot be read; it must be a file, in UTF-8")));
    }
    assertThat(rejected("#" + "x".repeat(1 << 20) + "\n" + FILE).problems())
        .containsExactly("the file is larger than 1 MiB, as no clients file is");

    String fromFile = FILE.replace("{ label: \"2026-11\" }", "{ label: old, secret_file: s }");
    Files.writeString(folder.resolve("s"), "k".repeat(5000));
    assertThat(rejected(fromFile).problems())
        .singleElement()
        .asString()
        .contains("s cannot be read");
    Files.delete(folder.resolve("s"));
    Files.move(pipe, folder.resolve("s"));
    assertThat(rejected(fromFile).problems())
        .singleElement()
        .asString()
        .contains("s cannot be read");
  }

  @Test
  @Clause({"T3", "W4"})
  void aSecretOfAFileMustNotBeGuessableAndIsLookedAtForItsCharacters() throws IOException {
    String fromFile =
        FILE.replace("{ label: \"2026-11\" }", "{ label: old, secret_file: s }")
            + "    client_uri: \"https://hospital.example/\"\n";
    Files.writeString(folder.resolve("s"), "hospital-appointments-secret-2026-11\n");
    assertThat(rejected(fromFile).problems())
        .singleElement()
        .asString()
        .startsWith("line 6: hospital: secrets: s can be guessed: 24 random bytes or more");

    Files.writeString(folder.resolve("s"), "k7Qm2vXb9LtR4wZc8NpY3sHd6GfJ1aUe\n");
    assertThat(plan(fromFile).warnings()).isEmpty();
    Files.writeString(folder.resolve("s"), "k7Qm2vXb9LtR4+Zc8/pY3sHd6GfJ1aU=\n");
    assertThat(plan(fromFile).warnings())
        .singleElement()
        .asString()
        .contains("form-urlencoded")
        .doesNotContain("k7Qm");
  }

  @Test
  @Clause({"R5", "W4"})
  void aChineseDomainOfAVettedSuffixIsRegisteredAndShownAsPeopleReadIt() throws IOException {
    String host = java.net.IDN.toASCII("预约.政务");
    var plan = plan(FILE.replace("https://hospital.example/", "https://" + host + "/"));

    assertThat(plan.asText()).contains("redirect_uris: https://" + host + "/callback (预约.政务)\n");
    assertThat(
            rejected(FILE.replace("https://hospital.example/", "https://xn--80ak6aa92e.com/"))
                .problems())
        .singleElement()
        .asString()
        .contains("look-alikes");
  }

  @Test
  @Clause("RFC 8707 2")
  void aResourceIsPartOfTheFileAndGoesWithItsServer() throws IOException {
    String withResource =
        FILE
            + """
            resources:
              - resource: https://api.example/records
                client_id: hospital
                scopes: ["records:read"]
                clients: [hospital]
                access_token_type: JWT
            """;
    var plan = plan(withResource);
    assertThat(plan.asText())
        .contains("+ https://api.example/records\n    + client_id: hospital\n")
        .contains("    + access_token_type: JWT\n");
    clients.apply(plan, RequestOrigin.SERVER).orElseThrow();
    assertThat(node.audited()).contains("resource.applied");
    var resource = node.get(Resources.class).find("https://api.example/records").orElseThrow();
    assertThat(resource.server()).isEqualTo(HOSPITAL);
    assertThat(plan(withResource).isEmpty()).isTrue();
    assertThat(plan(withResource.replace("JWT", "at+jwt")).asText())
        .isEqualTo(
            """
            ~ https://api.example/records
                - access_token_type: JWT
                + access_token_type: at+jwt
            """);

    assertThat(rejected("remove: [hospital]").problems())
        .containsExactly(
            "remove: hospital serves the resource https://api.example/records; remove that too");
    apply("remove: [hospital]\nremove_resources: [\"https://api.example/records\"]");
    assertThat(node.audited()).contains("resource.removed");
    assertThat(node.get(Resources.class).find("https://api.example/records")).isEmpty();
  }

  @Test
  @Clause({"RFC 8707 2", "W4"})
  void aResourceThatIsNoneIsRefusedWithItsPlace() throws IOException {
    String bad =
        FILE
            + """
            resources:
              - { resource: hospital, client_id: nobody, scopes: [openid], clients: [] }
            """;
    assertThat(rejected(bad).problems())
        .containsExactlyInAnyOrder(
            "line 12: hospital: resource: must be an https address without fragment",
            "line 12: hospital: client_id: no registered client: nobody",
            "line 12: hospital: clients: needs at least one: without any nothing is allowed",
            "line 12: hospital: scopes: malformed, about a person, or listed twice: openid",
            "line 12: hospital: scopes: needs at least one of its own");
  }

  /** By the rule of all other addresses: {@code idp.client.hosts} says which are taken. */
  @ParameterizedTest
  @Clause({"RFC 8707 2", "W4"})
  @CsvSource({
    "https://api.xn--80ak6aa92e.com/, internationalised domain names",
    "https://records/api, neither a full domain name nor an IPv4 address",
    "https://api.example:443/, own port must not be written out",
    "https://api.example/a/../b, dot segments",
    "https://api.example/a;b, path parameters",
    "https://256.1.1.1/, no host that can be read in one way only",
  })
  void aResourceStandsAtAHostThatAClientMayHave(String resource, String problem)
      throws IOException {
    assertThat(rejected(resource(resource)).problems())
        .singleElement()
        .asString()
        .startsWith("line 12: " + resource + ": resource: ")
        .contains(problem);
  }

  @ParameterizedTest
  @Clause({"RFC 8707 2", "W4"})
  @ValueSource(
      strings = {
        "https://api.example:8443/records?x=1",
        "https://xn--fiqs8s.xn--zfr164b/",
        "https://10.1.2.3/api",
        "https://127.0.0.1:8443/"
      })
  void hostsOfTheSettingAndAddressesInsideAreTaken(String resource) throws IOException {
    assertThat(plan(resource(resource)).resources()).hasSize(1);
  }

  private static String resource(String address) {
    return FILE
        + """
        resources:
          - { resource: "%s", client_id: hospital, scopes: [records:read], clients: [hospital] }
        """
            .formatted(address);
  }

  private ClientApply.Applied apply(String yaml) throws IOException {
    return clients.apply(plan(yaml), RequestOrigin.SERVER).orElseThrow();
  }

  private Plan plan(String yaml) throws IOException {
    var planned = clients.plan(Files.writeString(folder.resolve("clients.yml"), yaml));
    assertThat(planned).isInstanceOf(Plan.class);
    return (Plan) planned;
  }

  private Rejected rejected(String yaml) throws IOException {
    var planned = clients.plan(Files.writeString(folder.resolve("clients.yml"), yaml));
    assertThat(planned).isInstanceOf(Rejected.class);
    return (Rejected) planned;
  }

  private long count() {
    return node.jdbc().sql("select count(*) from client").query(Long.class).single();
  }
}
