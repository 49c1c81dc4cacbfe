package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.util.Optional;

/** In whose name phones are, as far as the carriers say ({@link HolderCheck}). */
public interface PhoneHolders {

  /**
   * The proof, with the carriers' word added where they say that the proven phone is in the name of
   * the person whom name and number prove: then it is worth P3. Asks them where they have not been
   * asked about this document and phone within thirty days, up to a number a day. Where the
   * document opened an account by name and number alone, they are asked about its phones as well,
   * for row t of {@link AccountRule}. Somebody else's, unknown or down: the proof as it was.
   *
   * <p>Nobody is asked where the answer is that of a mismatch whatever they say: of whoever is shut
   * out or frozen, known by another name, or not to be told of. The time would tell it.
   *
   * <p>Not to be called in a database transaction: the carriers' answer takes time.
   */
  Proof witnessed(Proof proof, Hearing hearing);

  /** What the browser hears that has proven a name, a number and a phone. */
  interface Hearing {

    /** Whether a proof of this holder of the document is taken; of nobody yet, if empty. */
    boolean takes(Optional<PersonId> holder);

    /** Whether it may be told of an account that the phone does not open; counts. */
    boolean tells();
  }
}
