package cn.tongxing.idp.proofing;

import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;

/**
 * Port: a room whose transactions hold provings, and whose addresses take what comes from
 * upstreams. Each purpose is one host's. A host serves, below its path, {@code callback/{handle}}
 * by GET and POST, {@code callback/{handle}/{word}} ({@link PostedAnswers}) and {@code
 * notify/{handle}}; the address that upstreams register is one, and hands on by {@link Hosts}.
 */
public interface ProvingHost {

  /** Where it is, below the issuer: {@code /sign-in}. */
  String path();

  /** Whether provings of this purpose are its own. */
  boolean runs(Purpose purpose);

  /** The proving of one of its transactions, as every node has it; empty for all others. */
  Optional<Proving> proving(SignInId id);
}
