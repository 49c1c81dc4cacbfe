package cn.tongxing.idp.proofing.way;

import cn.tongxing.idp.adapters.AdapterCall;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.proofing.Hosts;
import cn.tongxing.idp.proofing.Places;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The addresses and one-time values that an upstream gets: below the path of the host that runs the
 * purpose, but for the one address that it registers, whatever the purpose. The handle says whose
 * it is. The handle in an address is the proving's id with a keyed hash: nobody can make one up,
 * and it opens nothing without the browser's cookie.
 */
@Component
class Upstream {

  private static final int ID = 16;
  private static final int MAC = 16;

  /** 190 bits are the most that 32 letters and digits hold: the proving's id and these. */
  private static final int STATE_MAC_BITS = 62;

  private static final int STATE_LENGTH = 32;
  private static final String LETTERS_AND_DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(LETTERS_AND_DIGITS.length());

  private final KeyedHash hash;
  private final Issuer issuer;
  private final Places places;
  private final Hosts hosts;

  Upstream(KeyedHash hash, Issuer issuer, Places places, Hosts hosts) {
    this.hash = hash;
    this.issuer = issuer;
    this.places = places;
    this.hosts = hosts;
  }

  AdapterCall call(Proving proving, Prover prover) {
    String handle = handle(proving.id());
    String host = issuer + hosts.path(proving.purpose());
    return new AdapterCall(
        proving.id(),
        proving.gone().action(),
        proving.state(),
        URI.create(host + "/callback/" + handle),
        URI.create(issuer + "/sign-in/callback/to/" + proving.way()),
        URI.create(host + "/notify/" + handle),
        state(proving),
        HexFormat.of().formatHex(value("upstream-nonce", proving), 0, MAC),
        prover.locale(),
        prover.onPhone(),
        prover.departmentName(),
        place(prover),
        prover.needs(),
        prover.operators(),
        prover.origin());
  }

  private String place(Prover prover) {
    return places.of(prover.origin().address()).map(at -> at.in(prover.locale())).orElse("");
  }

  /**
   * The state that the upstream was given for the way's current start. It says whose it is, so that
   * an address without a handle will do: the proving's id, then a keyed hash of id, way and go.
   */
  String state(Proving proving) {
    BigInteger mac =
        new BigInteger(1, Arrays.copyOf(value("upstream-state", proving), Long.BYTES))
            .shiftRight(Long.SIZE - STATE_MAC_BITS);
    BigInteger left = new BigInteger(1, bytes(proving.id())).shiftLeft(STATE_MAC_BITS).or(mac);
    StringBuilder state = new StringBuilder(STATE_LENGTH);
    for (int i = 0; i < STATE_LENGTH; i++) {
      BigInteger[] parts = left.divideAndRemainder(BASE);
      state.append(LETTERS_AND_DIGITS.charAt(parts[1].intValue()));
      left = parts[0];
    }
    return state.reverse().toString();
  }

  boolean isState(Proving proving, String state) {
    return MessageDigest.isEqual(
        state.getBytes(StandardCharsets.UTF_8), state(proving).getBytes(StandardCharsets.UTF_8));
  }

  /** Whose a state claims to be: only {@link #isState} says whether it is. */
  static Optional<SignInId> claimed(String state) {
    if (state.length() != STATE_LENGTH) {
      return Optional.empty();
    }
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < STATE_LENGTH; i++) {
      int digit = LETTERS_AND_DIGITS.indexOf(state.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    BigInteger id = number.shiftRight(STATE_MAC_BITS);
    return id.bitLength() > Byte.SIZE * ID
        ? Optional.empty()
        : Optional.of(new SignInId(new UUID(id.shiftRight(Long.SIZE).longValue(), id.longValue())));
  }

  private byte[] value(String purpose, Proving proving) {
    String content = proving.id() + "|" + proving.way() + "|" + proving.attempt().number();
    return hash.of(purpose, content);
  }

  private static byte[] bytes(SignInId id) {
    return ByteBuffer.allocate(ID)
        .putLong(id.value().getMostSignificantBits())
        .putLong(id.value().getLeastSignificantBits())
        .array();
  }

  String handle(SignInId id) {
    byte[] bytes = ByteBuffer.allocate(ID + MAC).put(bytes(id)).put(mac(id), 0, MAC).array();
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
