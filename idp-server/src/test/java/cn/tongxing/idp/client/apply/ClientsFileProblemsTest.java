package cn.tongxing.idp.client.apply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.client.ClientApply.Plan;
import cn.tongxing.idp.client.ClientApply.Planned;
import cn.tongxing.idp.client.ClientApply.Rejected;
import cn.tongxing.idp.protocol.ProtocolNode;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a clients file with more than one mistake. */
@Clause("W4")
class ClientsFileProblemsTest {

  @TempDir Path folder;
  private ProtocolNode node;

  @BeforeEach
  void start() {
    node = ProtocolNode.start(folder);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Planned plan(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("clients.yml"), yaml);
    return node.get(ClientApply.class).plan(file);
  }

  @Test
  void mistakesOfEveryKindAreNamedAtOnceEachWithItsLine() throws IOException {
    var planned =
        plan(
            """
            clients:
              - client_id: hospital
                name: { zh-CN: 预约挂号, zh-TW: 預約掛號, en: Appointments, fr: Rendez-vous }
                redirect_uri: "https://hospital.example/callback"
                department: { zh-CN: 卫健委, zh-TW: 衛健委, en: Health Commission }
                purpose: { zh-CN: 为您预约, zh-TW: 為您預約, en: To book for you }
                secrets: [{ label: "2026-11" }]
                grant_types: [authorization_code]
                scopes: [openid]
                sector: Health!
                minimum_acr: high
            removes: [old]
            """);

    assertThat(planned).isInstanceOf(Rejected.class);
    assertThat(((Rejected) planned).problems())
        .hasSize(6)
        .anySatisfy(each -> assertThat(each).startsWith("line 3: clients[0].name.fr: unknown"))
        .anySatisfy(each ->
            assertThat(each)
                .startsWith("line 4: clients[0].redirect_uri: unknown field")
                .contains("redirect_uris"))
        .anySatisfy(each -> assertThat(each).startsWith("line 12: removes: unknown field"))
        .contains(
            "line 2: hospital: redirect_uris: authorization_code needs at least one",
            "line 10: hospital: sector: is required: one name for each department, in lower case",
            "line 11: hospital: minimum_acr: must be of the form urn:tongxing:acr:p3:a2");
  }

  @Test
  void ofAFileThatIsAnotherOneTheLineIsNamedAndNothingOfIt() throws IOException {
    for (String other :
        new String[] {
          "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG: a: b\n",
          "MIGHAgEAMBMG: MIGHAgEAMBMG: MIGHAgEAMBMG\n",
          "*MIGHAgEAMBMG\n",
          "@MIGHAgEAMBMG\n",
          "a: [MIGHAgEAMBMG\n",
          "MIGHAgEAMBMG\n"
        }) {
      assertThat(plan(other))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected ->
                  assertThat(rejected.problems())
                      .singleElement()
                      .asString()
                      .startsWith("line ")
                      .doesNotContain("MIGH", "PRIVATE"));
    }
  }

  @Test
  void aNameThatStandsTwiceIsSaidToStandTwice() throws IOException {
    assertThat(((Rejected) plan("clients: []\nremove: [a]\nremove: [b]\n")).problems())
        .singleElement()
        .asString()
        .matches("line 3, column \\d+: the same name stands there twice");
  }

  @Test
  void allFormsThatAreWrongAreNamedWithWhatIsDue() throws IOException {
    var planned =
        plan(
            """
            clients:
              - client_id: [hospital]
                name: Appointments
                scopes: openid
                enabled: maybe
            """);

    assertThat(((Rejected) planned).problems())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("line 2: clients[0].client_id").endsWith("one text"),
            one ->
                assertThat(one)
                    .startsWith("line 3: clients[0].name")
                    .contains("fields of its own: zh-CN, zh-TW"),
            one -> assertThat(one).startsWith("line 4: clients[0].scopes").endsWith("a list"),
            one -> assertThat(one).startsWith("line 5: clients[0].enabled").contains("true or"));
  }

  @Test
  @Clause("RFC 6901 3")
  void aNameWithSignsOfPointersIsFoundOnItsOwnLine() throws IOException {
    var planned =
        plan(
            """
            clients:
              - client_id: hospital
                scopes: [openid]
                "redirect/uri": x
                "~sector": x
                "~1~0": x
            "a/b": x
            """);

    assertThat(((Rejected) planned).problems())
        .anySatisfy(each -> assertThat(each).startsWith("line 4: clients[0].redirect/uri: unknown"))
        .anySatisfy(each -> assertThat(each).startsWith("line 5: clients[0].~sector: unknown"))
        .anySatisfy(each -> assertThat(each).startsWith("line 6: clients[0].~1~0: unknown"))
        .anySatisfy(each -> assertThat(each).startsWith("line 7: a/b: unknown"));
  }

  @Test
  void whatIsToBeRemovedAndIsNotThereIsWarnedOfAndChangesNothing() throws IOException {
    var planned = plan("remove: [nobody]\nremove_resources: [\"https://none.example/api\"]\n");

    assertThat(planned).isInstanceOf(Plan.class);
    assertThat(((Plan) planned).isEmpty()).isTrue();
    assertThat(((Plan) planned).warnings())
        .containsExactly(
            "remove: nobody: no such client is registered",
            "remove_resources: https://none.example/api: no such resource is registered");
  }
}
