package cn.tongxing.idp.client.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.Authentication;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.identity.ClientFixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of clients, and how clients call a session: both by a key of the server. */
class KeyedClientValuesTest {

  private static final ClientId HOSPITAL = new ClientId("hospital");
  private static final SessionId SESSION = new SessionId(new UUID(1, 2));

  @TempDir static Path folder;
  private static ServerNode node;
  private static SecretHashes secrets;
  private static DerivedSessions sessions;

  @BeforeAll
  static void start() {
    node = ServerNode.start(TestServices.newDatabase(), folder.resolve("kek"));
    secrets = new SecretHashes(node.get(KeyedHash.class));
    sessions = new DerivedSessions(node.get(KeyedHash.class));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Client with(byte[]... hashes) {
    return with(
        new Authentication.Secret(AuthenticationMethod.CLIENT_SECRET_BASIC, List.of(hashes)));
  }

  private static Client with(Authentication authentication) {
    Client usual = ClientFixtures.confidential(HOSPITAL.value());
    return new Client(
        usual.id(),
        usual.presentation(),
        authentication,
        usual.addresses(),
        usual.permissions(),
        usual.tokens(),
        usual.demands(),
        true);
  }

  @Test
  void eachOfAClientsSecretsIsItsOwnAndNothingElseIs() {
    Client client = with(secrets.hash(HOSPITAL, "first"), secrets.hash(HOSPITAL, "second"));

    assertThat(secrets.matches(client, "first")).isTrue();
    assertThat(secrets.matches(client, "second")).isTrue();
    for (String wrong : List.of("", "firs", "first ", "First", "firstsecond", "third")) {
      assertThat(secrets.matches(client, wrong)).as(wrong).isFalse();
    }
  }

  @Test
  void whoHasNoSecretPresentsNone() {
    assertThat(secrets.matches(with(), "")).isFalse();
    assertThat(secrets.matches(with(new Authentication.None()), "")).isFalse();
    assertThat(secrets.matches(with(new Authentication.None()), "first")).isFalse();
  }

  @Test
  void theHashSaysNeitherTheSecretNorThatTwoClientsHaveTheSame() {
    byte[] stored = secrets.hash(HOSPITAL, "first");

    assertThat(stored).isNotEqualTo(secrets.hash(new ClientId("fund"), "first"));
    assertThat(stored).isEqualTo(secrets.hash(HOSPITAL, "first"));
    assertThat(new String(stored, UTF_8)).doesNotContain("first");
    assertThat(secrets.matches(with(secrets.hash(new ClientId("fund"), "first")), "first"))
        .as("another client's hash")
        .isFalse();
    assertThat(secrets.matches(with("first".getBytes(UTF_8)), "first")).isFalse();
  }

  @Test
  @Clause("T12")
  void aSessionHasOneNameForEachSectorAndNoOther() {
    Client hospital = ClientFixtures.confidential("hospital");
    Client clinic = ClientFixtures.confidential("clinic");
    Client elsewhere = ClientFixtures.open("app", Optional.empty());
    String sid = sessions.sid(hospital, SESSION);

    assertThat(sid).matches("[A-Za-z0-9_-]{43}").doesNotContain(SESSION.toString());
    assertThat(sessions.sid(clinic, SESSION)).as("of the same sector").isEqualTo(sid);
    assertThat(sessions.sid(elsewhere, SESSION)).isNotEqualTo(sid);
    assertThat(sessions.sid(hospital, new SessionId(new UUID(1, 3)))).isNotEqualTo(sid);
  }
}
