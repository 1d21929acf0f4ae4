mod crash;
mod group;
