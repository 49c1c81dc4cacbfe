package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.client.ClientRegister;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.Whose;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.notice.sms.CodeMessage;
import cn.tongxing.idp.notice.sms.NoticeMessage;
import cn.tongxing.idp.notice.sms.SmsMessage;
import cn.tongxing.idp.notice.sms.SmsSender;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.identity.SliceBeans;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The modules below and with the sign-in; with the real pages. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(
    classes = LoginSlice.Beans.class,
    properties = {
      "idp.outbound.allow-loopback=true",
      "idp.places.networks=src/test/resources/networks.txt",
      "idp.kiosks.networks=203.0.113.192/27",
      "idp.kiosks.start=/hall",
      "idp.sms.endpoint=http://127.0.0.1:1/never",
      "idp.sms.secret=unused",
      "idp.adapters.test-form.note=offered",
      "idp.adapters.test-form.deadline=400ms",
      "idp.adapters.test-form.reaches=urn:tongxing:acr:p5:a1",
      "idp.adapters.test-plain.note=offered",
      "idp.adapters.test-redirect.redirect-hosts=upstream.example",
      "idp.adapters.test-redirect.icon=src/test/resources/way-icon.png",
      "idp.adapters.test-scan.note=offered",
      "idp.adapters.test-scan.reaches=urn:tongxing:acr:p5:a1",
      "idp.adapters.test-counter.note=offered",
      "idp.adapters.test-camera.deadline=2s",
      "idp.adapters.test-camera.order=900",
      "idp.adapters.test-face.order=901",
      "idp.adapters.test-camera.reaches=urn:tongxing:acr:p3:a1",
      "idp.captures.workers=2",
      "idp.captures.waiting=2"
    })
@interface LoginSlice {

  /** Not a configuration class, so that no component scan finds it. */
  @EnableAutoConfiguration
  @ComponentScan({
    "cn.tongxing.idp.audit",
    "cn.tongxing.idp.upkeep",
    "cn.tongxing.idp.keys",
    "cn.tongxing.idp.outbound",
    "cn.tongxing.idp.notice",
    "cn.tongxing.idp.identity",
    "cn.tongxing.idp.session",
    "cn.tongxing.idp.adapters",
    "cn.tongxing.idp.proofing",
    "cn.tongxing.idp.consent",
    "cn.tongxing.idp.login",
    "cn.tongxing.idp.platform.page"
  })
  class Beans extends SliceBeans {

    @Bean
    RedisClusterCommands<String, byte[]> redis(@Value("${idp.redis.uri}") String uri) {
      return TestServices.redis(uri);
    }

    /** No application is registered here. */
    @Bean
    ClientRegister clientRegister() {
      return new ClientRegister() {
        @Override
        public List<Entry> all() {
          return List.of();
        }

        @Override
        public Optional<Sheet> find(ClientId id) {
          return Optional.empty();
        }
      };
    }

    @Bean
    @Primary
    Outbox outbox() {
      return new Outbox();
    }

    @Bean
    @Primary
    Passkeys answeredPasskeys(@Qualifier("passkeys") PasskeyCredentials real, JdbcClient jdbc) {
      return new Passkeys(real, jdbc);
    }

    @Bean
    TestAdapters.Factory formAdapter() {
      return TestAdapters.form();
    }

    @Bean
    TestAdapters.Factory plainAdapter() {
      return TestAdapters.plain();
    }

    @Bean
    TestAdapters.Factory redirectAdapter() {
      return TestAdapters.redirect();
    }

    @Bean
    TestAdapters.Factory scanAdapter() {
      return TestAdapters.scan();
    }

    @Bean
    TestAdapters.Factory faceAdapter() {
      return FaceAdapter.factory();
    }

    @Bean
    CameraAdapter cameraAdapter() {
      return new CameraAdapter();
    }

    @Bean
    TestAdapters.Factory counterAdapter() {
      return TestAdapters.counter();
    }
  }

  /** Messages that were sent. */
  final class Outbox implements SmsSender {

    private final List<SmsMessage> sent = new CopyOnWriteArrayList<>();
    private final AtomicBoolean down = new AtomicBoolean();

    void down(boolean isDown) {
      down.set(isDown);
    }

    @Override
    public Handover send(SmsMessage message) {
      if (down.get()) {
        return Handover.FAILED;
      }
      sent.add(message);
      return Handover.ACCEPTED;
    }

    /** Codes. */
    List<CodeMessage> to(String phone) {
      return of(CodeMessage.class, phone);
    }

    List<NoticeMessage> notices(String phone) {
      return of(NoticeMessage.class, phone);
    }

    private <M extends SmsMessage> List<M> of(Class<M> kind, String phone) {
      PhoneNumber number = PhoneNumber.parse(phone).orElseThrow();
      return sent.stream()
          .filter(message -> message.to().equals(number))
          .filter(kind::isInstance)
          .map(kind::cast)
          .toList();
    }

    String lastCode(String phone) {
      return to(phone).getLast().code();
    }
  }

  /**
   * The answer to a challenge is the challenge and the person, in text; what an authenticator
   * signed goes to the real ones.
   */
  final class Passkeys implements PasskeyCredentials {

    private final PasskeyCredentials real;
    private final JdbcClient jdbc;

    private final SecureRandom random = new SecureRandom();
    private final Map<PersonId, java.util.UUID> owners = new ConcurrentHashMap<>();
    private final Set<PersonId> askedFor = ConcurrentHashMap.newKeySet();

    Passkeys(PasskeyCredentials real, JdbcClient jdbc) {
      this.real = real;
      this.jdbc = jdbc;
    }

    private SignIn shown(PersonId person) {
      return new SignIn.Shown(
          person,
          owners.getOrDefault(person, new java.util.UUID(0, 1)),
          jdbc.sql("select ways from person where id = ?")
              .param(person.value())
              .query(Integer.class)
              .optional()
              .orElse(0));
    }

    @Override
    public Ceremony register(PersonId person) {
      return signIn();
    }

    @Override
    public java.util.Optional<java.util.UUID> bind(
        PersonId person, byte[] challenge, String answer, String label, RequestOrigin origin) {
      askedFor.add(person);
      return java.util.Optional.of(new java.util.UUID(0, 1))
          .filter(_ -> answer.equals("made:" + new String(challenge, StandardCharsets.US_ASCII)))
          .filter(_ -> !waits(person));
    }

    private boolean waits(PersonId person) {
      return jdbc.sql(
              "select exists (select from phone_change where person = ? and ended_at is null)")
          .param(person.value())
          .query(Boolean.class)
          .single();
    }

    @Override
    public boolean rename(
        PersonId person, java.util.UUID passkey, String label, RequestOrigin origin) {
      return false;
    }

    @Override
    public Ceremony signIn() {
      String challenge = Long.toHexString(random.nextLong());
      return new Ceremony(challenge, challenge.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public SignIn finishSignIn(byte[] challenge, String answer, Whose whose, RequestOrigin origin) {
      if (answer.startsWith("{")) {
        return real.finishSignIn(challenge, answer, whose, origin);
      }
      String[] parts = answer.split("\\|", 2);
      return parts.length == 2 && parts[0].equals(new String(challenge, StandardCharsets.US_ASCII))
          ? shown(PersonId.parse(parts[1]))
          : new SignIn.Refused();
    }

    @Override
    public boolean remove(
        PersonId person,
        java.util.UUID passkey,
        java.util.Optional<cn.tongxing.idp.kernel.SignInId> signIn,
        RequestOrigin origin) {
      return false;
    }

    @Override
    public boolean exists(PersonId person) {
      return owners.containsKey(person);
    }

    /** Whether anything was to be bound to the person. */
    boolean wereAskedFor(PersonId person) {
      return askedFor.contains(person);
    }

    void give(PersonId person) {
      java.util.UUID key = java.util.UUID.randomUUID();
      owners.put(person, key);
      jdbc.sql(
              """
              insert into passkey_credential
                (id, person, credential_id, aaguid, public_key, sign_count, backup_eligible,
                 backed_up, label, created_at)
              values (:id, :person, uuid_send(:id), :id, '', 0, false, false, 'old',
                      now() - interval '30 days')
              """)
          .param("id", key)
          .param("person", person.value())
          .update();
    }
  }
}
