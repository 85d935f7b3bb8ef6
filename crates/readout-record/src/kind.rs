//! The closed lists of the record's vocabulary: event types, roles, reality, stance, strength and their kin.
//!
//! Enters: the words of the contract. Leaves: enums that print and parse as exactly those words. What a rule file may say is what stands here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares an enum whose variants print and parse as the given words, with `ALL` in order and `as_str`.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[doc = $word] #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word of the contract.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// What kind of thing happened.
    EventType {
        PhoneCall = "phone call", VideoCall = "video call", Meeting = "meeting", Visit = "visit", Summit = "summit",
        Invitation = "invitation", Negotiation = "negotiation", Mediation = "mediation", Agreement = "agreement",
        Signing = "signing", Ceasefire = "ceasefire", Withdrawal = "withdrawal", PrisonerExchange = "prisoner exchange",
        Release = "release", Aid = "aid", Sanction = "sanction", Expulsion = "expulsion", Threat = "threat", Attack = "attack",
        Invasion = "invasion", Protest = "protest", Vote = "vote", Appointment = "appointment", Resignation = "resignation",
        Arrest = "arrest", Trial = "trial", Death = "death", Statement = "statement", Publication = "publication", Other = "other",
    }
}

vocabulary! {
    /// The part an actor plays in an event.
    Role {
        Party = "party", Initiator = "initiator", Recipient = "recipient", Mediator = "mediator", Host = "host", Guest = "guest",
        Agent = "agent", Target = "target", Subject = "subject",
    }
}

vocabulary! {
    /// Whether, by the account, it took place.
    Reality {
        Happened = "happened", UnderWay = "under way", Planned = "planned", Proposed = "proposed", Possible = "possible",
        Denied = "denied",
    }
}

vocabulary! {
    /// What a source does with what it says.
    Stance {
        Asserts = "asserts", Denies = "denies", Doubts = "doubts", Asks = "asks", Demands = "demands", Proposes = "proposes",
        Promises = "promises", Threatens = "threatens", Welcomes = "welcomes", Condemns = "condemns",
        Accuses = "accuses", Agrees = "agrees", Wants = "wants", Expects = "expects",
    }
}

vocabulary! {
    /// How a third party stands to what others deal with: what it does itself, or what part it is given.
    Standing {
        Welcomes = "welcomes", Doubts = "doubts", Condemns = "condemns", Demands = "demands", Proposes = "proposes",
        Offers = "offers", Informed = "informed", Consulted = "consulted", LeftOut = "left out",
        ToBeInformed = "to be informed", ToBeConsulted = "to be consulted",
    }
}

vocabulary! {
    /// How firmly an actor has bound itself, firmest first.
    Strength {
        Ordered = "ordered", Will = "will", Agreed = "agreed", Announced = "announced", Willing = "willing",
        Considering = "considering",
    }
}

vocabulary! {
    /// Where a commitment stands.
    CommitmentStatus {
        Open = "open", Due = "due", Overdue = "overdue", Kept = "kept", PartlyKept = "partly kept", Broken = "broken",
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    /// What a later report tells of a commitment.
    Effect {
        Kept = "kept", PartlyKept = "partly kept", NotDone = "not done", Extended = "extended", Withdrawn = "withdrawn",
        Broken = "broken",
    }
}

vocabulary! {
    /// In what two accounts differ.
    DiscrepancyKind {
        Quantity = "quantity", Time = "time", Place = "place", Name = "name", Participants = "participants", Status = "status",
        Polarity = "polarity", Wording = "wording",
    }
}

vocabulary! {
    /// What sort of actor it is.
    ActorKind {
        Person = "person", Office = "office", State = "state", Organisation = "organisation", Group = "group", Unnamed = "unnamed",
    }
}

impl ActorKind {
    /// Whether it has a name of its own; an office, a group or somebody unnamed goes by what is said of it.
    pub fn is_named(self) -> bool {
        matches!(self, ActorKind::Person | ActorKind::State | ActorKind::Organisation)
    }
}

vocabulary! {
    /// What a statement came through.
    ViaKind {
        Outlet = "outlet", Agency = "agency", Platform = "platform", Document = "document", Spokesperson = "spokesperson",
        Person = "person",
    }
}
