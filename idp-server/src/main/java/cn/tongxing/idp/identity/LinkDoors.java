package cn.tongxing.idp.identity;

import java.util.Set;

/**
 * Port: by which ways an upstream's account may have been shown. A session and a grant note the way
 * and not the adapter, and the name of one adapter may begin with another's.
 */
public interface LinkDoors {

  /** An adapter without other doors is its own way. */
  LinkDoors NONE = Set::of;

  /** The ways of an adapter, itself among them, as sessions note them. */
  Set<String> of(String adapter);
}
