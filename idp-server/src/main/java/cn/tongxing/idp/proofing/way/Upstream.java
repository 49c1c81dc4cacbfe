package cn.tongxing.idp.proofing.way;

import cn.tongxing.idp.adapters.AdapterCall;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The addresses and one-time values that an upstream gets: upstreams register one address for
 * call-backs, whatever the purpose, and the handle in it says whose it is. The handle in an address
 * is the proving's id with a keyed hash: nobody can make one up, and it opens nothing without the
 * browser's cookie.
 */
@Component
class Upstream {

  private static final int ID = 16;
  private static final int MAC = 16;

  private final KeyedHash hash;
  private final Issuer issuer;

  Upstream(KeyedHash hash, Issuer issuer) {
    this.hash = hash;
    this.issuer = issuer;
  }

  AdapterCall call(Proving proving, Prover prover) {
    String handle = handle(proving.id());
    return new AdapterCall(
        proving.id(),
        proving.attempt().door(),
        proving.state(),
        URI.create(issuer + "/sign-in/callback/" + handle),
        URI.create(issuer + "/sign-in/notify/" + handle),
        state(proving),
        value("upstream-nonce", proving),
        prover.locale(),
        prover.onPhone(),
        prover.origin());
  }

  /** The state that the upstream was given for the way's current start. */
  String state(Proving proving) {
    return value("upstream-state", proving);
  }

  private String value(String purpose, Proving proving) {
    String content = proving.id() + "|" + proving.way() + "|" + proving.attempt().number();
    return HexFormat.of().formatHex(hash.of(purpose, content), 0, MAC);
  }

  private String handle(SignInId id) {
    byte[] bytes =
        ByteBuffer.allocate(ID + MAC)
            .putLong(id.value().getMostSignificantBits())
            .putLong(id.value().getLeastSignificantBits())
            .put(mac(id), 0, MAC)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The proving of a handle; empty if it is none of ours. */
  Optional<SignInId> opened(String handle) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(handle);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != ID + MAC) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    SignInId id = new SignInId(new UUID(buffer.getLong(), buffer.getLong()));
    byte[] given = Arrays.copyOfRange(bytes, ID, ID + MAC);
    byte[] due = Arrays.copyOf(mac(id), MAC);
    return MessageDigest.isEqual(given, due) ? Optional.of(id) : Optional.empty();
  }

  private byte[] mac(SignInId id) {
    return hash.of("upstream-handle", id.toString());
  }
}
