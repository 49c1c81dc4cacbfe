package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Passkeys as they are stored, for tests in which nobody signs in by them. */
final class PasskeyFixtures {

  private static final SecureRandom RANDOM = new SecureRandom();

  private PasskeyFixtures() {}

  /** The person's first. */
  static void add(PersonId person, JdbcClient jdbc) {
    byte[] handle = new byte[64];
    RANDOM.nextBytes(handle);
    jdbc.sql("INSERT INTO passkey_user VALUES (?, ?)").param(person.value()).param(handle).update();
    jdbc.sql(
            """
            INSERT INTO passkey_credential
              (id, person, credential_id, aaguid, public_key, sign_count, backup_eligible,
               backed_up, label, created_at)
            VALUES (gen_random_uuid(), ?, ?, gen_random_uuid(), '', 0, false, false, '', now())
            """)
        .param(person.value())
        .param(handle)
        .update();
  }
}
