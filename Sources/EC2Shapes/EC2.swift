/// The shapes of the EC2 API, version 2016-11-15, under the names that AWS gives them.
///
/// They live in a name space of their own because the model of a network has a `SecurityGroup` too, and means by it
/// something else: that one is what a group is, `EC2.SecurityGroup` is what the API says of it. Members have AWS's names
/// and AWS's looseness (almost everything may be absent); enumerations stay texts.
///
/// Only what is served is there. `Scripts/generate-ec2-shapes.py` writes them, `Scripts/ec2-shapes.json` says which.
package enum EC2 {}
