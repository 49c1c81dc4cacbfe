package cn.tongxing.idp.keys.password;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id of Bouncy Castle: runs everywhere, with any parameters. */
record PortableArgon2id() implements Argon2id {

  @Override
  public byte[] compute(String password, Argon2idHash.Cost cost, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] result = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), result);
    return result;
  }

  @Override
  public String name() {
    return "Bouncy Castle";
  }
}
