package cn.tongxing.idp.kernel;

import java.util.UUID;

/**
 * Who can hold a subject ({@code sub}): a natural person or an organisation (a legal person, 法人).
 * Closed, so that what is meant for persons alone says so by its type.
 */
public sealed interface HolderId permits PersonId, OrganisationId {

  /** The id itself, unique among holders of every kind. */
  UUID value();
}
